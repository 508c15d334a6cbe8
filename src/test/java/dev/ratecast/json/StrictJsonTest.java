package dev.ratecast.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.json.Violation.Code;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | EMPTY",
                "` \n\t` | EMPTY",
                "nonsense | INVALID_JSON",
                "{\"a\":1 | INVALID_JSON",
                "{'a':1} | INVALID_JSON",
                "{\"a\":01} | INVALID_JSON",
                "{\"a\":NaN} | INVALID_JSON",
                "{\"a\":1,} | INVALID_JSON",
                "{\"a\":1e99999999999999} | INVALID_JSON",
                "{\"a\":1} x | TRAILING_BYTES",
                "{\"a\":1}{\"a\":1} | TRAILING_BYTES",
                "{\"a\":1}] | TRAILING_BYTES",
                "{\"a\":1,\"a\":1} | DUPLICATE_FIELD",
                "{\"a\":1,\"a\":{}} | DUPLICATE_FIELD",
                "[{\"b\":{\"a\":1,\"a\":2}}] | DUPLICATE_FIELD",
            })
    void refuses(String text, Code code) {
        assertThat(violation(text).code()).isEqualTo(code);
    }

    @Test
    void nullAndBytesThatAreNotUtf8AreRefused() {
        assertThat(StrictJson.read(null)).isInstanceOf(StrictJson.Refused.class);
        byte[] latin1 = "{\"title\":\"Amélie\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(((StrictJson.Refused) StrictJson.read(latin1)).violation().message())
                .contains("UTF-8");
    }

    @Test
    void aDuplicateFieldIsNamed() {
        assertThat(violation("{\"rating\":1,\"movie_id\":2,\"rating\":3}").field())
                .isEqualTo("rating");
    }

    @Test
    void deepNestingIsRefusedWithoutOverflow() {
        assertThat(violation("[".repeat(1_000_000)).code()).isEqualTo(Code.INVALID_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "1e999999999", "-1E-999999999", "100e2147483647", "12345678901234567890123456789"})
    void hugeNumbersAreReadWithoutExpanding(String number) {
        assertThat(StrictJson.read(("{\"a\":" + number + "}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(StrictJson.Value.class, value -> assertThat(
                                StrictJson.describe(value.node().get("a")))
                        .hasSizeLessThan(45));
    }

    @ParameterizedTest
    @CsvSource({"1.0,1.0", "2.50,2.50", "1e3,1e3", "1E+3,1e3", "-1e-9,-1e-9", "0e5,0e5", "12,12"})
    void aNumberIsShownAsItWasSent(String sent, String shown) {
        StrictJson.Value value = (StrictJson.Value) StrictJson.read(sent.getBytes(StandardCharsets.UTF_8));

        assertThat(StrictJson.describe(value.node())).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1 | not JSON: Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1)"
                        + " at line 1, column 7",
                "[1, | not JSON: Unexpected end-of-input",
                "\"abc | not JSON: Unexpected end-of-input: was expecting closing quote for a string value at line 1, column 5",
                "{\"a\":NaN} | not JSON: Non-standard token 'NaN' at line 1, column 9",
                "[-Infinity] | not JSON: Non-standard token '-Infinity' at line 1, column 11",
                "{'a':1} | not JSON: Unexpected character",
                "[01] | not JSON: Invalid numeric value: Leading zeroes not allowed at line 1, column 3",
                "[+1] | not JSON: ",
                "[.5] | not JSON: ",
                "[1.] | not JSON: ",
                "/* */ 1 | not JSON: Unexpected character ('/' (code 47)): maybe a (non-standard) comment? at line",
                "[1,,2] | not JSON: ",
                "[\"\\x\"] | not JSON: Unrecognized character escape",
                "nonsense | not JSON: Unrecognized token 'nonsense'",
            })
    void whatIsNoJsonIsToldWithItsPlaceAndWithoutTheParsersInside(String text, String message) {
        assertThat(violation(text).message())
                .startsWith(message)
                .matches(".* at line 1, column \\d+")
                .doesNotContain("Source", "Feature", "REDACTED", "enable");
    }

    @Test
    void messagesNeverEchoControlCharactersOrLongTexts() {
        String echoed = StrictJson.echo("a\u0000\n\ud800" + "x".repeat(1000));
        assertThat(echoed).startsWith("a\uFFFD\uFFFD\uFFFDxxx").hasSizeLessThan(50);
        assertThat(List.of(Code.values())).extracting(Code::text).doesNotHaveDuplicates();
    }

    private static Violation violation(String text) {
        return ((StrictJson.Refused) StrictJson.read(text.getBytes(StandardCharsets.UTF_8))).violation();
    }
}
