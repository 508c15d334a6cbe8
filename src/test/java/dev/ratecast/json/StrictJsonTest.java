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
