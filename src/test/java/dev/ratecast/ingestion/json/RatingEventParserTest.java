package dev.ratecast.ingestion.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.ReceivedRecord;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingEventParserTest {
    private static final long NOW = Instant.parse("2005-06-01T12:00:00Z").toEpochMilli();
    private static final String GOOD =
            "{\"customer_id\":7,\"movie_id\":12031,\"rating\":4,\"rating_date\":\"2005-02-03\",\"release_year\":2002,"
                    + "\"title\":\"Scotland\"}";

    private final RatingEventParser parser = new RatingEventParser(RatingScale.WHOLE_STARS, Duration.ofDays(1));

    @Test
    void reads_a_rating() {
        assertThat(parse(GOOD))
                .isEqualTo(new Verdict.Valid(new RatingEvent.Rated(
                        new CustomerId(7),
                        MovieFacts.named(new MovieId(12031), 2002, "Scotland"),
                        4,
                        Instant.parse("2005-02-03T00:00:00Z").getEpochSecond())));
    }

    @Test
    void a_null_rating_withdraws() {
        Verdict verdict = parse("{\"customer_id\":7,\"movie_id\":1,\"rating\":null,\"rating_date\":\"2005-02-03\"}");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Valid.class, valid -> assertThat(valid.event())
                .isInstanceOf(RatingEvent.Withdrawn.class));
    }

    @Test
    void an_erase_event_needs_its_customer_only() {
        assertThat(parse("{\"customer_id\":7,\"erase\":true}"))
                .isEqualTo(new Verdict.Valid(new RatingEvent.Erased(new CustomerId(7))));
    }

    @Test
    void unknown_fields_are_ignored() {
        assertThat(parse(GOOD.replace("{", "{\"channel\":{\"a\":[1]},"))).isInstanceOf(Verdict.Valid.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    not json                                                                   ~ invalid-json
                    []                                                                         ~ not-an-object
                    {"customer_id":"7","movie_id":1,"rating":4,"rating_date":"2005-02-03"}     ~ wrong-type
                    {"customer_id":7,"movie_id":1,"rating":"4","rating_date":"2005-02-03"}     ~ wrong-type
                    {"customer_id":7,"movie_id":1,"rating":0,"rating_date":"2005-02-03"}       ~ out-of-range
                    {"customer_id":7,"movie_id":1,"rating":6,"rating_date":"2005-02-03"}       ~ out-of-range
                    {"customer_id":7,"movie_id":1,"rating":3.7,"rating_date":"2005-02-03"}     ~ out-of-range
                    {"customer_id":7,"movie_id":1,"rating":1e999,"rating_date":"2005-02-03"}   ~ out-of-range
                    {"customer_id":7,"movie_id":1,"rating_date":"2005-02-03"}                  ~ missing
                    {"movie_id":1,"rating":4,"rating_date":"2005-02-03"}                       ~ missing
                    {"customer_id":-7,"movie_id":1,"rating":4,"rating_date":"2005-02-03"}      ~ out-of-range
                    {"customer_id":9007199254740992,"movie_id":1,"rating":4,"rating_date":"2005-02-03"} ~ out-of-range
                    {"customer_id":7,"movie_id":1,"rating":4,"rating_date":"2005-02-30"}       ~ invalid-date
                    {"customer_id":7,"movie_id":1,"rating":4,"rating_date":"2005-06-03"}       ~ out-of-range
                    {"customer_id":7,"movie_id":1,"rating":4,"rating_date":"1969-12-31"}       ~ out-of-range
                    {"customer_id":7,"customer_id":7,"movie_id":1,"rating":4,"rating_date":"2005-02-03"} ~ duplicate-field
                    {"customer_id":7,"movie_id":1,"rating":4,"rating_date":"2005-02-03"}{}     ~ trailing-bytes
                    {"customer_id":7,"movie_id":1,"rating":4,"rating_date":"2005-02-03","title":"a\\u0000"} ~ invalid-text
                    {"customer_id":7,"movie_id":1,"rating":4,"rating_date":"2005-02-03","title":"\\ud800"} ~ invalid-text
                    {"customer_id":7,"erase":"yes"}                                            ~ wrong-type
                    """)
    void says_what_is_wrong(String json, String reason) {
        assertThat(parse(json)).isInstanceOfSatisfying(Verdict.Invalid.class, invalid -> assertThat(invalid.reason())
                .isEqualTo(reason));
    }

    @Test
    void the_last_date_is_the_same_however_late_the_record_is_stamped() {
        long year2300 = Instant.parse("2300-01-01T00:00:00Z").toEpochMilli();
        for (String date : new String[] {"2106-02-07", "2106-02-07T06:28:15Z"}) {
            assertThat(parser.parse(
                            ReceivedRecord.plain(bytes("7"), bytes(GOOD.replace("2005-02-03", date)), year2300)))
                    .as(date)
                    .isInstanceOf(Verdict.Valid.class);
        }
        for (String date : new String[] {"2106-02-07T06:28:16Z", "2106-02-08", "2200-01-01", "2299-12-31T23:59:59Z"}) {
            assertThat(parser.parse(
                            ReceivedRecord.plain(bytes("7"), bytes(GOOD.replace("2005-02-03", date)), year2300)))
                    .as(date)
                    .isInstanceOfSatisfying(Verdict.Invalid.class, invalid -> assertThat(invalid.reason())
                            .isEqualTo("out-of-range"));
        }
    }

    @Test
    void names_every_wrong_field() {
        assertThat(parse("{\"customer_id\":-1,\"movie_id\":\"x\",\"rating\":9,\"rating_date\":1}"))
                .isInstanceOfSatisfying(Verdict.Invalid.class, invalid -> assertThat(invalid.cause())
                        .contains("customer_id", "movie_id", "rating", "rating_date"));
    }

    @Test
    void refuses_a_key_that_is_not_the_customer() {
        assertThat(reason(null, GOOD)).isEqualTo("missing-key");
        assertThat(reason("8", GOOD)).isEqualTo("key-mismatch");
        assertThat(reason("7", "")).isEqualTo("empty");
        assertThat(reason("7", null)).isEqualTo("empty");
    }

    @Test
    void refuses_a_version_that_it_does_not_know() {
        Verdict verdict = parser.parse(new ReceivedRecord(bytes("2"), null, bytes("7"), bytes(GOOD), NOW));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Invalid.class, invalid -> assertThat(invalid.reason())
                .isEqualTo("unknown-version"));
        assertThat(parser.parse(new ReceivedRecord(bytes("1"), null, bytes("7"), bytes(GOOD), NOW)))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void says_which_dead_letter_an_event_replays_and_refuses_one_that_names_none() {
        String unknownField = GOOD.replace("{", "{\"channel\":1,");
        for (String json : List.of(GOOD, unknownField)) {
            assertThat(replaying("ratings/3/14", json))
                    .isInstanceOfSatisfying(Verdict.Valid.class, valid -> assertThat(valid.replayOf())
                            .isEqualTo(new DeadLetterId("ratings", 3, 14)));
            assertThat(parse(json)).isInstanceOfSatisfying(Verdict.Valid.class, valid -> assertThat(valid.replayOf())
                    .isNull());
            for (String broken : List.of("", "nonsense", "ratings/3")) {
                assertThat(replaying(broken, json))
                        .isEqualTo(new Verdict.Invalid(
                                "invalid-replay", "header ratecast-replay-of names no dead letter"));
            }
        }
        assertThat(replaying("nonsense", "{}"))
                .as("before anything else")
                .isInstanceOfSatisfying(Verdict.Invalid.class, invalid -> assertThat(invalid.reason())
                        .isEqualTo("invalid-replay"));
    }

    private Verdict replaying(String letter, String json) {
        return parser.parse(new ReceivedRecord(null, bytes(letter), bytes("7"), bytes(json), NOW));
    }

    private Verdict parse(String json) {
        return parser.parse(ReceivedRecord.plain(bytes("7"), bytes(json), NOW));
    }

    private String reason(@Nullable String key, @Nullable String json) {
        Verdict verdict = parser.parse(
                ReceivedRecord.plain(key == null ? null : bytes(key), json == null ? null : bytes(json), NOW));
        return ((Verdict.Invalid) verdict).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
