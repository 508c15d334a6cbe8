package dev.ratecast.dataset.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RatingEventWriterTest {
    private static final long MIDNIGHT = 1_107_388_800;

    private static String written(RatingScale scale, MovieFacts movie, int units, long ratedAt) {
        return new String(new RatingEventWriter(scale).write(1_044_034, movie, units, ratedAt), StandardCharsets.UTF_8);
    }

    @Test
    void writes_the_documented_event() {
        MovieFacts movie = MovieFacts.named(new MovieId(12_031), 2002, "Scotland");

        assertThat(written(RatingScale.WHOLE_STARS, movie, 4, MIDNIGHT))
                .isEqualTo("{\"customer_id\":1044034,\"movie_id\":12031,\"rating\":4,\"rating_date\":\"2005-02-03\","
                        + "\"release_year\":2002,\"title\":\"Scotland\"}");
    }

    @Test
    void writes_what_is_not_known_as_null_or_not_at_all() {
        assertThat(written(RatingScale.WHOLE_STARS, MovieFacts.named(new MovieId(1), null, null), 4, MIDNIGHT))
                .endsWith("\"rating_date\":\"2005-02-03\",\"release_year\":null}");
    }

    @Test
    void writes_decimals_and_times_of_day() {
        MovieFacts movie = MovieFacts.named(new MovieId(1), null, null);

        assertThat(written(RatingScale.parse("0.5..5/0.5"), movie, 35, MIDNIGHT + 1))
                .contains("\"rating\":3.5,\"rating_date\":\"2005-02-03T00:00:01Z\"");
        assertThat(written(RatingScale.parse("0..10"), movie, 10, MIDNIGHT)).contains("\"rating\":10,");
        assertThat(written(RatingScale.parse("0.5..5/0.5"), movie, 40, MIDNIGHT))
                .contains("\"rating\":4,");
    }

    @Test
    void escapes_titles_so_that_they_read_back_unchanged() throws IOException {
        String title = "Caf\u00e9 \"Noir\" \\ \n\t\u0001 \u65e5\u672c \ud83c\udfac";
        String event = written(RatingScale.WHOLE_STARS, MovieFacts.named(new MovieId(1), 1, title), 4, MIDNIGHT);

        JsonNode read = new ObjectMapper().readTree(event);

        assertThat(read.get("title").textValue()).isEqualTo(title);
    }
}
