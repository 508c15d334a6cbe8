package dev.ratecast.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.feature.BaseFeatures;
import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** A rating of the replaced system's sample, with the base features that the replaced system computed for it. */
public record ReplacedSystemRow(
        Question question,
        int rating,
        LocalDate date,
        int year,
        String era,
        double neighborMean,
        double neighborCount,
        double eraMean) {

    /** The 481 rows up to 2003; the test is skipped where they are not there. */
    public static List<ReplacedSystemRow> read() throws IOException {
        List<ReplacedSystemRow> rows = Files.readAllLines(RealData.at("netflix-sample/features_upto_2003.csv")).stream()
                .skip(1)
                .map(ReplacedSystemRow::parse)
                .toList();
        assertThat(rows).hasSize(481);
        return rows;
    }

    /** The rating's date at midnight UTC, in epoch seconds. */
    public long ratedAt() {
        return date.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    public RatingEvent event() {
        MovieFacts movie = MovieFacts.named(question.movie(), year, null);
        return new RatingEvent.Rated(question.customer(), movie, rating, ratedAt());
    }

    public void assertEqualTo(BaseFeatures base) {
        assertThat(base.era().name()).isEqualTo(era);
        assertThat(base.neighborMean()).isCloseTo(neighborMean, within(1e-9));
        assertThat((double) base.neighborCount()).isEqualTo(neighborCount);
        assertThat(base.eraMean()).isCloseTo(eraMean, within(1e-9));
    }

    private static ReplacedSystemRow parse(String line) {
        String[] cells = line.split(",", -1);
        return new ReplacedSystemRow(
                new Question(new CustomerId(Long.parseLong(cells[0])), new MovieId(Long.parseLong(cells[1]))),
                Integer.parseInt(cells[2]),
                LocalDate.parse(cells[3]),
                Integer.parseInt(cells[4]),
                cells[5],
                Double.parseDouble(cells[6]),
                Double.parseDouble(cells[7]),
                Double.parseDouble(cells[8]));
    }
}
