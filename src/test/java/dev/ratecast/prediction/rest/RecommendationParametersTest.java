package dev.ratecast.prediction.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.json.Violation;
import dev.ratecast.prediction.RecommendationRequest;
import dev.ratecast.prediction.rest.RecommendationParameters.Invalid;
import dev.ratecast.prediction.rest.RecommendationParameters.Valid;
import dev.ratecast.rating.CustomerId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationParametersTest {
    private static final int MAX_LIMIT = 100;

    @Test
    void what_is_not_given_has_its_default() {
        assertThat(RecommendationParameters.read("7", null, null, null, null, MAX_LIMIT))
                .isEqualTo(new Valid(new RecommendationRequest(new CustomerId(7), null, 10, 0, false)));
        assertThat(RecommendationParameters.read("7", null, null, null, null, 5))
                .isEqualTo(new Valid(new RecommendationRequest(new CustomerId(7), null, 5, 0, false)));
    }

    @Test
    void what_is_given_counts() {
        assertThat(RecommendationParameters.read("7", "100", "20", "1970-01-02", "true", MAX_LIMIT))
                .isEqualTo(new Valid(new RecommendationRequest(new CustomerId(7), 86_400L, 100, 20, true)));
    }

    @Test
    void every_wrong_parameter_is_named() {
        Invalid invalid = (Invalid) RecommendationParameters.read("-1", "0", "many", "2005-02-30", "yes", MAX_LIMIT);

        assertThat(invalid.violations())
                .extracting(Violation::field)
                .containsExactly("customer_id", "limit", "min_ratings", "rating_date", "cautious");
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992, 1, 0, 2005-01-01, customer_id",
        "99999999999999999999, 1, 0, 2005-01-01, customer_id",
        "1, 101, 0, 2005-01-01, limit",
        "1, '', 0, 2005-01-01, limit",
        "1, 1.5, 0, 2005-01-01, limit",
        "1, 1, -1, 2005-01-01, min_ratings",
        "1, 1, 0, 1969-12-31, rating_date",
        "1, 1, 0, '', rating_date"
    })
    void limits_hold(String customer, String limit, String minRatings, String ratingDate, String field) {
        Invalid invalid =
                (Invalid) RecommendationParameters.read(customer, limit, minRatings, ratingDate, "false", MAX_LIMIT);

        assertThat(invalid.violations()).extracting(Violation::field).isEqualTo(List.of(field));
    }
}
