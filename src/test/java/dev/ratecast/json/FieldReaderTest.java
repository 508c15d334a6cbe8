package dev.ratecast.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratecast.json.Violation.Code;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldReaderTest {
    private static final long LATEST = Instant.parse("2030-01-01T00:00:00Z").getEpochSecond();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MISSING",
                "{\"id\":null} | WRONG_TYPE",
                "{\"id\":\"7\"} | WRONG_TYPE",
                "{\"id\":true} | WRONG_TYPE",
                "{\"id\":7.0} | WRONG_TYPE",
                "{\"id\":1e999} | WRONG_TYPE",
                "{\"id\":1e999999999} | WRONG_TYPE",
                "{\"id\":[7]} | WRONG_TYPE",
                "{\"id\":-1} | OUT_OF_RANGE",
                "{\"id\":9007199254740992} | OUT_OF_RANGE",
                "{\"id\":123456789012345678901234567890} | OUT_OF_RANGE",
                "[] | NOT_AN_OBJECT",
                "7 | NOT_AN_OBJECT",
                "null | NOT_AN_OBJECT",
            })
    void refusesIds(String json, Code code) {
        assertThat(violations(json, fields -> fields.requiredId("id")))
                .extracting(Violation::code)
                .containsExactly(code);
    }

    @Test
    void idsReachFromZeroTo2ToThe53Minus1() {
        assertThat(reader("{\"id\":0}").requiredId("id")).isZero();
        assertThat(reader("{\"id\":9007199254740991}").requiredId("id")).isEqualTo(9007199254740991L);
    }

    @ParameterizedTest
    @CsvSource({
        "2005-02-03, 2005-02-03T00:00:00Z",
        "2005-02-03T10:15, 2005-02-03T10:15:00Z",
        "2005-02-03T10:15:30, 2005-02-03T10:15:30Z",
        "2005-02-03T10:15:30.999Z, 2005-02-03T10:15:30Z",
        "2005-02-03T00:15:30+02:00, 2005-02-02T22:15:30Z",
        "2005-02-03T00:15:30-0330, 2005-02-03T03:45:30Z",
        "2004-02-29, 2004-02-29T00:00:00Z",
        "1970-01-01, 1970-01-01T00:00:00Z",
        "2030-01-01, 2030-01-01T00:00:00Z"
    })
    void datesAreWholeSecondsInUtc(String text, String instant) {
        assertThat(Instant.ofEpochSecond(reader("{\"d\":\"" + text + "\"}").requiredDate("d", LATEST)))
                .isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MISSING",
                "{\"d\":null} | WRONG_TYPE",
                "{\"d\":20050203} | WRONG_TYPE",
                "{\"d\":\"\"} | INVALID_DATE",
                "{\"d\":\"2005-02-30\"} | INVALID_DATE",
                "{\"d\":\"2005-13-01\"} | INVALID_DATE",
                "{\"d\":\"2005-2-3\"} | INVALID_DATE",
                "{\"d\":\"2005-02-03 10:15:30\"} | INVALID_DATE",
                "{\"d\":\"2005-02-03T25:00:00\"} | INVALID_DATE",
                "{\"d\":\"2005-02-03T10:15+19:00\"} | INVALID_DATE",
                "{\"d\":\"2005-02-03Z\"} | INVALID_DATE",
                "{\"d\":\"1969-12-31T23:59:59.9Z\"} | OUT_OF_RANGE",
                "{\"d\":\"2030-01-01T00:00:01Z\"} | OUT_OF_RANGE",
                "{\"d\":\"+999999999-12-31\"} | OUT_OF_RANGE",
            })
    void refusesDates(String json, Code code) {
        assertThat(violations(json, fields -> fields.requiredDate("d", LATEST)))
                .extracting(Violation::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"t\":7} | WRONG_TYPE",
                "{\"t\":\"a\\u0000b\"} | INVALID_TEXT",
                "{\"t\":\"a\\ud800b\"} | INVALID_TEXT",
                "{\"t\":\"\\udc00\\ud800\"} | INVALID_TEXT",
            })
    void refusesTitles(String json, Code code) {
        assertThat(violations(json, fields -> fields.optionalTitle("t")))
                .extracting(Violation::code)
                .containsExactly(code);
    }

    @Test
    void blankTitlesAreNone() {
        assertThat(reader("{\"t\":\"\"}").optionalTitle("t")).isNull();
        assertThat(reader("{\"t\":\" \u2003\"}").optionalTitle("t")).isNull();
        assertThat(reader("{\"t\":\" a\"}").optionalTitle("t")).isEqualTo(" a");
    }

    @Test
    void titlesAreCountedInCodePoints() {
        assertThat(reader("{\"t\":\"" + "😀".repeat(500) + "\"}").optionalTitle("t"))
                .hasSize(1000);
        assertThat(violations("{\"t\":\"" + "x".repeat(900_000) + "\"}", fields -> fields.optionalTitle("t")))
                .extracting(Violation::code)
                .containsExactly(Code.TOO_LONG);
    }

    @Test
    void optionalFieldsMayBeAbsentOrNull() {
        FieldReader fields = reader("{\"y\":null,\"t\":null,\"d\":null}");
        assertThat(fields.optionalYear("y")).isNull();
        assertThat(fields.optionalTitle("t")).isNull();
        assertThat(fields.optionalDate("d")).isNull();
        assertThat(fields.optionalDate("absent")).isNull();
        assertThat(fields.optionalFlag("absent")).isFalse();
        assertThat(fields.isValid()).isTrue();
    }

    @Test
    void anAbsentNumberDiffersFromNull() {
        assertThat(violations("{}", fields -> fields.requiredNullableNumber("rating")))
                .hasSize(1);
        assertThat(violations("{\"rating\":null}", fields -> fields.requiredNullableNumber("rating")))
                .isEmpty();
        assertThat(violations("{\"rating\":\"4\"}", fields -> fields.requiredNullableNumber("rating")))
                .hasSize(1);
        assertThat(reader("{\"rating\":3.7}").requiredNullableNumber("rating")).isEqualTo(new BigDecimal("3.7"));
        assertThat(reader("{\"rating\":1e999}").requiredNullableNumber("rating"))
                .isEqualByComparingTo(new BigDecimal("1e999"));
    }

    @Test
    void everyWrongFieldIsNamedWithItsPath() {
        List<Violation> violations = new ArrayList<>();
        FieldReader fields = new FieldReader(node("{\"movie_id\":-1,\"release_year\":99}"), "[3]", violations);
        fields.requiredId("customer_id");
        fields.requiredId("movie_id");
        fields.optionalYear("release_year");
        assertThat(fields.isValid()).isFalse();
        assertThat(violations)
                .extracting(Violation::field)
                .containsExactly("[3].customer_id", "[3].movie_id", "[3].release_year");
    }

    private static List<Violation> violations(String json, Consumer<FieldReader> reading) {
        List<Violation> violations = new ArrayList<>();
        reading.accept(new FieldReader(node(json), "", violations));
        return violations;
    }

    private static FieldReader reader(String json) {
        return new FieldReader(node(json), "", new ArrayList<>());
    }

    private static JsonNode node(String json) {
        return ((StrictJson.Value) StrictJson.read(json.getBytes(StandardCharsets.UTF_8))).node();
    }
}
