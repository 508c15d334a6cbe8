package dev.ratecast.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Question;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The base features are those of the replaced system, on its own 481 ratings up to 2003. */
class ReplacedSystemFeaturesTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;

    @Test
    void base_features_equal_the_replaced_systems_output() throws IOException {
        Path file = Path.of(
                        Optional.ofNullable(System.getenv("REAL_RATINGS_DATA")).orElse("../shared/data"))
                .resolve("netflix-sample/features_upto_2003.csv");
        assumeTrue(Files.exists(file), "needs " + file);
        List<Row> rows =
                Files.readAllLines(file).stream().skip(1).map(Row::parse).toList();
        MemoryKnownRatings known =
                new MemoryKnownRatings(SCALE, Eras.DEFAULT, NeighborRule.of(SCALE, SCALE.defaultNeighborGap()));
        rows.forEach(row -> known.apply(row.event()));
        FeatureAssembler assembler = new FeatureAssembler(SCALE, Eras.DEFAULT);

        assertThat(rows).hasSize(481);
        for (Row row : rows) {
            KnownFacts facts = known.facts(List.of(row.question()), 0).get(0);
            BaseFeatures base = assembler.base(facts, new Occasion(row.ratedAt(), row.year()));

            assertThat(base.era().name()).isEqualTo(row.era());
            assertThat(base.neighborMean()).isCloseTo(row.neighborMean(), within(1e-9));
            assertThat((double) base.neighborCount()).isEqualTo(row.neighborCount());
            assertThat(base.eraMean()).isCloseTo(row.eraMean(), within(1e-9));
        }
    }

    private record Row(
            Question question,
            int rating,
            long ratedAt,
            int year,
            String era,
            double neighborMean,
            double neighborCount,
            double eraMean) {
        static Row parse(String line) {
            String[] cells = line.split(",", -1);
            return new Row(
                    new Question(new CustomerId(Long.parseLong(cells[0])), new MovieId(Long.parseLong(cells[1]))),
                    Integer.parseInt(cells[2]),
                    LocalDate.parse(cells[3]).atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                    Integer.parseInt(cells[4]),
                    cells[5],
                    Double.parseDouble(cells[6]),
                    Double.parseDouble(cells[7]),
                    Double.parseDouble(cells[8]));
        }

        RatingEvent event() {
            MovieFacts movie = MovieFacts.named(question.movie(), year, null);
            return new RatingEvent.Rated(question.customer(), movie, rating, ratedAt);
        }
    }
}
