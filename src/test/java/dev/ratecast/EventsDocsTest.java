package dev.ratecast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.ReceivedRecord;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.json.Violation;
import dev.ratecast.prediction.json.PredictionRequestReader;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingScale;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/events.md and docs/errors.md name every code, and their examples are what they are said to be. */
class EventsDocsTest {
    private static final String EVENTS = "docs/events.md";
    private static final long RECORD_TIMESTAMP = 1_795_358_611_725L;

    private final RatingEventParser parser = new RatingEventParser(RatingScale.WHOLE_STARS, Duration.ofDays(1));

    @Test
    void every_code_is_a_reason_of_dead_letters_and_a_code_of_problems() {
        List<String> codes =
                Arrays.stream(Violation.Code.values()).map(Violation.Code::text).toList();
        assertThat(firstCells(EVENTS)).containsAll(RatingEventParser.reasons());
        assertThat(firstCells("docs/errors.md")).containsAll(codes);
    }

    @Test
    void every_effect_is_described() {
        assertThat(DocumentTables.text(EVENTS))
                .contains(Arrays.stream(RatingEffect.values())
                        .map(effect -> "| `" + effect.name().toLowerCase(Locale.ROOT) + "` |")
                        .toList());
    }

    @Test
    void the_example_event_is_valid() {
        assertThat(parse(lineWith("\"title\":\"Scotland\""))).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void the_example_dead_letter_has_the_reason_and_cause_that_it_shows() {
        Verdict.Invalid invalid = (Verdict.Invalid) parse(lineWith("\"rating\":6"));
        assertThat(DocumentTables.text(EVENTS))
                .contains("dead-letter-reason=" + invalid.reason() + "\n")
                .contains("dead-letter-cause=" + invalid.cause() + "\n");
    }

    @Test
    void the_example_request_is_valid() {
        String request = lineWith("{\"customer_id\":1,\"movie_id\":1,\"rating_date\"");
        assertThat(new PredictionRequestReader(1).read(request.getBytes(UTF_8)))
                .isInstanceOf(PredictionRequestReader.Requests.class);
    }

    private Verdict parse(String event) {
        return parser.parse(ReceivedRecord.plain("1044034".getBytes(UTF_8), event.getBytes(UTF_8), RECORD_TIMESTAMP));
    }

    private static String lineWith(String part) {
        return DocumentTables.text(EVENTS)
                .lines()
                .filter(line -> line.startsWith("{") && line.contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> firstCells(String document) {
        return DocumentTables.rows(document).stream().map(row -> row.get(0)).toList();
    }
}
