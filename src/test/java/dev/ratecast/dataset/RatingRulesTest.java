package dev.ratecast.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.ReceivedRecord;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingRulesTest {
    private static final long YEAR_2300 = Instant.parse("2300-01-01T00:00:00Z").toEpochMilli();

    private final RatingRules rules = RatingRules.anyDate(RatingScale.WHOLE_STARS);
    private final RatingEventParser parser = new RatingEventParser(RatingScale.WHOLE_STARS, Duration.ofDays(1));

    @TempDir
    private Path temp;

    @Test
    void a_file_may_say_what_an_event_may_say() {
        for (String year : List.of("1", "1700", "1799", "1800", "2200", "2201", "9999")) {
            assertSame(year, "2005-02-03");
        }
        for (String date : List.of(
                "1969-12-31",
                "1970-01-01",
                "2106-02-07",
                "2106-02-08",
                "2106-02-07T06:28:15Z",
                "2106-02-07T06:28:16Z",
                "2200-01-01",
                "2004-01-01T10:00",
                "2004-01-01t10:00:00z",
                "2004-01-01T10:00:00.5+05:30",
                "2004-01-01T10:00:00+0530",
                "2004-01-01T10:00:00+05",
                "2004-01-01T10:00:00+05:30:15",
                "2004-01-01T24:00",
                "2004-02-30",
                "2004-1-1")) {
            assertSame("1999", date);
        }
    }

    @Test
    void a_blank_title_is_none_in_files_and_in_events() {
        for (String title : List.of("", " ", " \u2003", " A")) {
            String event = "{\"customer_id\":7,\"movie_id\":5,\"rating\":4,\"rating_date\":\"2005-02-03\",\"title\":\""
                    + title + "\"}";

            Verdict verdict = parser.parse(ReceivedRecord.plain("7".getBytes(UTF_8), event.getBytes(UTF_8), YEAR_2300));

            assertThat(verdict).isInstanceOf(Verdict.Valid.class);
            assertThat(((RatingEvent.Rated) ((Verdict.Valid) verdict).event())
                            .movie()
                            .title())
                    .isEqualTo(rules.title(title));
        }
    }

    @Test
    void titles_are_counted_in_code_points() {
        String longest = "\ud83c\udfac".repeat(500);

        assertThat(rules.title(longest)).isEqualTo(longest);
        assertThatThrownBy(() -> rules.title(longest + "a")).hasMessageContaining("longer than 500");
        assertThatThrownBy(() -> rules.title("\ud83c")).hasMessageContaining("surrogate");
    }

    private void assertSame(String year, String date) {
        Dataset dataset = new DatasetFolder(temp)
                .file(
                        "ratings.csv",
                        "customer_id,rating,rating_date,movie_id,release_year,title",
                        "7,4,2005-02-03,1,2000,Another",
                        "7,4," + date + ",5," + year + ",Movie")
                .load();
        String event = "{\"customer_id\":7,\"movie_id\":5,\"rating\":4,\"rating_date\":\"" + date
                + "\",\"release_year\":" + year + ",\"title\":\"Movie\"}";

        assertThat(dataset.size() == 2)
                .as(year + " " + date)
                .isEqualTo(
                        parser.parse(ReceivedRecord.plain("7".getBytes(UTF_8), event.getBytes(UTF_8), YEAR_2300))
                                instanceof Verdict.Valid);
    }
}
