package dev.ratecast.evaluation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratecast.evaluation.Reports;
import dev.ratecast.evaluation.Scored;
import dev.ratecast.evaluation.ScoredRatings;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private final ScoredRatings ratings = Scored.random(12, 2_000);

    @Test
    void the_promised_fields_are_there() throws IOException {
        JsonNode report = new ObjectMapper().readTree(ReportJson.write(Reports.of(ratings)));

        for (String path : new String[] {
            "/rows",
            "/rmse",
            "/mae",
            "/seen/rows",
            "/seen/rmse",
            "/baselines/mean/rmse",
            "/baselines/biases/rmse",
            "/baselines/biases/gain_ci95/1",
            "/interval/level",
            "/interval/coverage",
            "/interval/width",
            "/calibration/slope",
            "/calibration/intercept",
            "/by_customer_count/1-4/rmse",
            "/by_movie_count/100+/rows",
            "/by_era/unknown/rmse",
            "/rmse_ci95/0",
            "/rmse_ci95/1",
            "/gain_ci95/0",
            "/gain_ci95/1",
            "/seed",
            "/log_likelihood/model",
            "/by_customer_and_movie_count/0/5-19/rmse",
            "/learning_curve/99/rolling_rmse"
        }) {
            assertThat(report.at(path).isNumber()).as(path).isTrue();
        }
        assertThat(report.at("/mode").asText()).isEqualTo("streaming");
        assertThat(report.at("/within_day").asText()).isEqualTo("hold-back");
        assertThat(report.at("/model_version").asText()).isEqualTo("20040101T000000Z-0123abcd");
        assertThat(report.at("/dataset").asText()).isEqualTo("ratings <of> \"A&B\"");
        assertThat(report.at("/cuts/test/last").asText()).isEqualTo("2003-12-31T00:00:00Z");
        assertThat(report.has("ranking")).isFalse();
        double squares = IntStream.range(0, ratings.size())
                .mapToDouble(row -> Math.pow(ratings.predicted(row) - ratings.rating(row), 2))
                .sum();
        assertThat(report.at("/rmse").asDouble()).isCloseTo(Math.sqrt(squares / 2_000), within(1e-12));
        assertThat(report.at("/rmse").asDouble())
                .isBetween(
                        report.at("/rmse_ci95/0").asDouble(),
                        report.at("/rmse_ci95/1").asDouble());
    }

    @Test
    void what_was_asked_for_beside_is_there_too() throws IOException {
        JsonNode report = new ObjectMapper().readTree(ReportJson.write(Reports.whole(ratings)));

        assertThat(report.at("/ranking/rankers/model/ndcg_ci95/1").asDouble()).isEqualTo(0.2);
        assertThat(report.at("/ranking/liked_from").asDouble()).isEqualTo(4);
        assertThat(report.at("/retrained/every_days").asInt()).isEqualTo(30);
        assertThat(report.at("/retrained/gain").asDouble()).isEqualTo(0.004);
    }

    @Test
    void a_figure_that_does_not_exist_is_null() throws IOException {
        JsonNode report = new ObjectMapper().readTree(ReportJson.write(Reports.of(Scored.oneUnseen())));

        assertThat(report.at("/seen/rows").asInt()).isZero();
        assertThat(report.at("/seen/rmse").isNull()).isTrue();
        assertThat(report.at("/seen/rmse_ci95").isNull()).isTrue();
        assertThat(report.at("/calibration/slope").isNull()).isTrue();
        assertThat(report.at("/worst_bucket").isNull()).isTrue();
    }

    @Test
    void the_same_ratings_give_the_same_bytes() {
        assertThat(ReportJson.write(Reports.of(Scored.random(12, 2_000))))
                .isEqualTo(ReportJson.write(Reports.of(ratings)));
    }
}
