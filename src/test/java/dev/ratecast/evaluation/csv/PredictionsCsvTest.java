package dev.ratecast.evaluation.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.evaluation.ScoredRating;
import dev.ratecast.evaluation.ScoredRatings;
import dev.ratecast.model.Estimate;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsCsvTest {
    private static final String HEADER =
            "customer_id,movie_id,rating_date,rating,predicted_rating,predicted_sd,baseline,customer_known,movie_known";

    @Test
    void a_line_holds_what_was_predicted_and_what_was_known_at_the_cut() throws IOException {
        ScoredRatings ratings = ratings();
        ratings.add(row(1_072_915_200, 4, true));
        ratings.add(row(1_073_001_600, 3.5, false));

        assertThat(write(ratings))
                .isEqualTo(HEADER + "\n7,9007199254740991,2004-01-01,4,3.123456789,0.75,3.25,true,false\n"
                        + "7,9007199254740991,2004-01-02,3.5,3.123456789,0.75,3.25,false,true\n");
    }

    @Test
    void times_are_written_where_not_every_rating_is_of_midnight() throws IOException {
        ScoredRatings ratings = ratings();
        ratings.add(row(1_072_915_200, 4, true));
        ratings.add(row(1_072_915_201, 4, true));

        assertThat(write(ratings)).contains(",2004-01-01T00:00:00Z,", ",2004-01-01T00:00:01Z,");
    }

    private static ScoredRatings ratings() {
        return new ScoredRatings(
                RatingScale.parse("0.5..5/0.5"), Eras.DEFAULT, 0.8, List.of("mean", "biases"), "biases");
    }

    private static ScoredRating row(long ratedAt, double rating, boolean customerKnown) {
        return new ScoredRating(
                7,
                9007199254740991L,
                ratedAt,
                rating,
                new Estimate(3.123456789, 0.75, 2, 4, false),
                new double[] {3, 3.25},
                1,
                2,
                0,
                customerKnown,
                !customerKnown);
    }

    private static String write(ScoredRatings ratings) throws IOException {
        StringBuilder text = new StringBuilder();
        PredictionsCsv.write(ratings, text);
        return text.toString();
    }
}
