package dev.ratecast.prediction.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.json.Violation;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.json.PredictionRequestReader.Invalid;
import dev.ratecast.prediction.json.PredictionRequestReader.Requests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionRequestReaderTest {
    private final PredictionRequestReader reader = new PredictionRequestReader(3);

    @Test
    void readsTheReplacedSystemsOwnRequest() {
        Requests body = (Requests)
                read(
                        """
                {"customer_id":1044034,"rating_date":"2005-02-03","movie_id":12031,"release_year":2002,
                 "title":"Scotland","something":{"new":[1]}}""");
        PredictionRequest request = body.requests().get(0);
        assertThat(body.array()).isFalse();
        assertThat(request.customer().value()).isEqualTo(1044034);
        assertThat(request.movie().value()).isEqualTo(12031);
        assertThat(request.ratedAt())
                .isEqualTo(Instant.parse("2005-02-03T00:00:00Z").getEpochSecond());
        assertThat(request.releaseYear()).isEqualTo(2002);
        assertThat(request.title()).isEqualTo("Scotland");
    }

    @Test
    void onlyTheIdsAreRequiredAndFutureDatesAreAllowed() {
        Requests body = (Requests)
                read(
                        "[{\"customer_id\":0,\"movie_id\":0},{\"customer_id\":1,\"movie_id\":2,\"rating_date\":\"9999-12-31\"}]");
        assertThat(body.array()).isTrue();
        assertThat(body.requests()).hasSize(2);
        assertThat(body.requests().get(0).ratedAt()).isNull();
        assertThat(((Requests) read("[]")).requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | $ | empty",
                "nonsense | $ | invalid-json",
                "7 | $ | not-an-object",
                "[[]] | [0] | not-an-object",
                "{\"customer_id\":1,\"movie_id\":2} x | $ | trailing-bytes",
                "{\"customer_id\":1,\"movie_id\":2,\"movie_id\":3} | movie_id | duplicate-field",
                "{\"customer_id\":1} | movie_id | missing",
                "{\"customer_id\":\"1\",\"movie_id\":2} | customer_id | wrong-type",
                "{\"customer_id\":1.5,\"movie_id\":2} | customer_id | wrong-type",
                "{\"customer_id\":1e999,\"movie_id\":2} | customer_id | wrong-type",
                "{\"customer_id\":-1,\"movie_id\":2} | customer_id | out-of-range",
                "{\"customer_id\":1,\"movie_id\":9007199254740992} | movie_id | out-of-range",
                "{\"customer_id\":1,\"movie_id\":2,\"rating_date\":\"2005-02-30\"} | rating_date | invalid-date",
                "{\"customer_id\":1,\"movie_id\":2,\"rating_date\":\"1969-12-31\"} | rating_date | out-of-range",
                "{\"customer_id\":1,\"movie_id\":2,\"release_year\":1e999} | release_year | wrong-type",
                "{\"customer_id\":1,\"movie_id\":2,\"release_year\":2201} | release_year | out-of-range",
                "{\"customer_id\":1,\"movie_id\":2,\"title\":\"a\\u0000\"} | title | invalid-text",
                "{\"customer_id\":1,\"movie_id\":2,\"title\":\"\\udfff\"} | title | invalid-text",
                "[{},{},{},{}] | $ | too-long",
            })
    void refuses(String json, String field, String code) {
        assertThat(violations(json)).anySatisfy(violation -> {
            assertThat(violation.field()).isEqualTo(field.equals("$") ? "" : field);
            assertThat(violation.code().text()).isEqualTo(code);
        });
    }

    @Test
    void everyWrongFieldOfEveryRequestIsNamed() {
        assertThat(violations("[{\"customer_id\":1,\"movie_id\":2},{\"customer_id\":-1},{\"movie_id\":true}]"))
                .extracting(Violation::field)
                .containsExactly("[1].customer_id", "[1].movie_id", "[2].customer_id", "[2].movie_id");
    }

    @Test
    void aHugeTitleIsTooLong() {
        assertThat(violations("{\"customer_id\":1,\"movie_id\":2,\"title\":\"" + "x".repeat(900_000) + "\"}"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.code()).isEqualTo(Violation.Code.TOO_LONG));
    }

    private List<Violation> violations(String json) {
        return ((Invalid) read(json)).violations();
    }

    private PredictionRequestReader.Body read(String json) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
