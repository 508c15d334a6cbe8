package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.model.Estimate;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredRatingsTest {
    @Test
    void every_column_gives_back_what_was_added_across_blocks() {
        ScoredRatings ratings =
                new ScoredRatings(RatingScale.parse("0.5..5/0.5"), Eras.DEFAULT, 0.9, List.of("a", "b", "c"), "b");
        int rows = 10_000;
        for (int i = 0; i < rows; i++) {
            ratings.add(row(i));
        }

        assertThat(ratings.size()).isEqualTo(rows);
        for (int i = 0; i < rows; i++) {
            ScoredRating row = row(i);
            assertThat(new Object[] {
                        ratings.customer(i),
                        ratings.movie(i),
                        ratings.ratedAt(i),
                        ratings.rating(i),
                        ratings.predicted(i),
                        ratings.sd(i),
                        ratings.low(i),
                        ratings.high(i),
                        ratings.baseline(i, 0),
                        ratings.baseline(i, 2),
                        ratings.customerCount(i),
                        ratings.movieCount(i),
                        ratings.era(i),
                        ratings.customerKnown(i),
                        ratings.movieKnown(i)
                    })
                    .containsExactly(
                            row.customer(),
                            row.movie(),
                            row.ratedAt(),
                            row.rating(),
                            row.estimate().rating(),
                            row.estimate().sd(),
                            row.estimate().low(),
                            row.estimate().high(),
                            row.baselines()[0],
                            row.baselines()[2],
                            row.customerCount(),
                            row.movieCount(),
                            Eras.DEFAULT.all().get(row.era()).name(),
                            row.customerKnown(),
                            row.movieKnown());
        }
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatThrownBy(() -> new ScoredRatings(RatingScale.WHOLE_STARS, Eras.DEFAULT, 0.8, List.of("a"), "b"))
                .hasMessageContaining("b among them");
        assertThatThrownBy(() -> new ScoredRatings(RatingScale.WHOLE_STARS, Eras.DEFAULT, 1.8, List.of("a"), "a"))
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() ->
                        new ScoredRatings(RatingScale.WHOLE_STARS, Eras.DEFAULT, 0.8, List.of("a"), "a").add(row(1)))
                .hasMessageContaining("3 predictions of the baselines");
        assertThatThrownBy(() -> new Estimate(3, Double.NaN, 2, 4, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Estimate(3, 1, 4, 2, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ScoredRating row(int i) {
        return new ScoredRating(
                (1L << 52) + i,
                7L * i,
                1_000_000_000L + i,
                3.5,
                new Estimate(3 + i * 1e-5, 1 + i * 1e-5, 2 - i * 1e-6, 4 + i * 1e-6, false),
                new double[] {i, i + 0.5, i + 0.25},
                i,
                2 * i,
                i % 4,
                i % 2 == 0,
                i % 3 == 0);
    }
}
