package dev.ratecast.ingestion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.Verdict;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast way reads nothing otherwise than the way that knows every case. */
class PlainEventScannerTest {
    private static final long NOW = Instant.parse("2006-01-01T00:00:00Z").toEpochMilli();
    private static final String GOOD = "{\"customer_id\":1044034,\"movie_id\":12031,\"rating\":4,"
            + "\"rating_date\":\"2005-02-03\",\"release_year\":2002,\"title\":\"Scotland\"}";

    @Test
    void events_as_the_documents_show_them_take_the_fast_way() {
        PlainEventScanner scanner = new PlainEventScanner(RatingScale.WHOLE_STARS);
        for (String json : List.of(
                GOOD,
                GOOD.replace(":", ": ").replace(",", ", "),
                GOOD.replace("2002", "null").replace("\"Scotland\"", "null"),
                "{\"movie_id\":0,\"rating_date\":\"2004-02-29\",\"rating\":1,\"customer_id\":1044034}")) {
            assertThat(scanner.scan("1044034".getBytes(UTF_8), json.getBytes(UTF_8), NOW / 1000))
                    .as(json)
                    .isNotNull();
        }
    }

    @Test
    void events_of_a_movie_share_its_facts() {
        PlainEventScanner scanner = new PlainEventScanner(RatingScale.WHOLE_STARS);
        RatingEvent.Rated first = scanner.scan("1044034".getBytes(UTF_8), GOOD.getBytes(UTF_8), NOW / 1000);
        RatingEvent.Rated second = scanner.scan("1044034".getBytes(UTF_8), GOOD.getBytes(UTF_8), NOW / 1000);

        assertThat(second.movie()).isSameAs(first.movie());
    }

    @Test
    void a_blank_title_is_none_before_and_after_another_one() {
        PlainEventScanner scanner = new PlainEventScanner(RatingScale.WHOLE_STARS);
        for (String title : List.of("\"\"", "\"  \"", "null", "\"Scotland\"", "\"\"", "\"  \"", "null")) {
            byte[] value = GOOD.replace("\"Scotland\"", title).getBytes(UTF_8);

            RatingEvent.Rated read = scanner.scan("1044034".getBytes(UTF_8), value, NOW / 1000);

            assertThat(read.movie().title()).as(title).isEqualTo(title.contains("Scotland") ? "Scotland" : null);
        }
    }

    @Test
    void whatever_it_reads_the_parser_of_every_case_reads_the_same() {
        for (RatingScale scale :
                List.of(RatingScale.WHOLE_STARS, RatingScale.parse("0.5..5/0.5"), RatingScale.parse("0..10"))) {
            Random random = new Random(12);
            RatingEventParser parser = new RatingEventParser(scale, Duration.ofDays(1));
            PlainEventScanner scanner = new PlainEventScanner(scale);
            int fast = 0;
            for (int i = 0; i < 60_000; i++) {
                byte[] value = disturbed(random, json(random)).getBytes(UTF_8);
                byte[] key = (random.nextInt(20) == 0 ? "77" : "7").getBytes(UTF_8);
                RatingEvent.Rated read = scanner.scan(key, value, NOW / 1000 + 86_400);
                if (read != null) {
                    fast++;
                    assertThat(parser.parseAny(key, value, NOW))
                            .as(new String(value, UTF_8))
                            .isEqualTo(new Verdict.Valid(read));
                }
            }
            assertThat(fast).isGreaterThan(4_000);
        }
    }

    private static String json(Random random) {
        List<String> fields = new ArrayList<>(List.of(
                "\"customer_id\":7",
                "\"movie_id\":" + pick(random, "1", "2", "3", "0", "9007199254740991", "9007199254740992", "01", "1.0"),
                "\"rating\":" + pick(random, "1", "2", "5", "4", "10", "0", "6", "3.5", "null", "1e0", "-1", "05"),
                "\"rating_date\":"
                        + pick(
                                random,
                                "\"2005-02-03\"",
                                "\"1970-01-01\"",
                                "\"1969-12-31\"",
                                "\"2005-02-30\"",
                                "\"2006-01-02\"",
                                "\"2006-01-03\"",
                                "\"2005-02-03T10:15\"",
                                "\"2005-2-03\"",
                                "\" 2005-02-03\"",
                                "\"2005-02-03 \"")));
        if (random.nextBoolean()) {
            fields.add("\"release_year\":" + pick(random, "1999", "2002", "null", "1799", "2201", "\"1999\""));
        }
        if (random.nextBoolean()) {
            fields.add("\"title\":"
                    + pick(random, "\"A\"", "\"\"", "\"A B\"", "null", "\"  \"", "\"é\"", "\"a\\\"b\"", "\" A\"", "7"));
        }
        if (random.nextInt(12) == 0) {
            fields.add(pick(
                    random, "\"erase\":true", "\"erase\":false", "\"more\":1", "\"movie_id\":5", "\"title\":null"));
        }
        Collections.shuffle(fields, random);
        String space = random.nextInt(3) == 0 ? " " : "";
        return "{" + String.join("," + space, fields).replace("\":", "\":" + space) + "}";
    }

    /** Most as they are, some with a character lost, doubled or changed. */
    private static String disturbed(Random random, String json) {
        int at = random.nextInt(json.length());
        return switch (random.nextInt(8)) {
            case 0 -> json.substring(0, at) + json.substring(at + 1);
            case 1 -> json.substring(0, at) + json.charAt(at) + json.substring(at);
            case 2 ->
                json.substring(0, at)
                        + pick(random, " ", "\"", ",", "}", "0", "\t", "\n", "\u007f", "x")
                        + json.substring(at + 1);
            default -> json;
        };
    }

    private static String pick(Random random, String... texts) {
        // The first ones more often, so that most of a document is as it should be.
        return texts[Math.min(random.nextInt(texts.length), random.nextInt(texts.length))];
    }
}
