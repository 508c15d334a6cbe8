package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratecast.testing.CommandUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ratings that are not on the assumed scale do not vanish silently from an evaluation. */
class OffScaleRatingsIT {
    @TempDir
    Path folder;

    @Test
    void the_report_says_how_many_are_missing_and_why() throws IOException {
        Path ratings = folder.resolve("half.csv");
        Files.write(ratings, halfStars());
        Path report = folder.resolve("report");

        String text = evaluate(ratings, "--report", report.toString());

        JsonNode json =
                new ObjectMapper().readTree(report.resolve("report.json").toFile());
        assertThat(json.at("/warnings")).hasSize(1);
        String warning = json.at("/warnings/0").asText();
        assertThat(warning)
                .isEqualTo("300 lines of half.csv were refused and are missing in the figures: "
                        + "rating must be on the scale 1..5 (300); --scale names another scale");
        assertThat(text)
                .contains("refused: " + ratings + ", line 3: rating must be on the scale 1..5, not \"1.5\"")
                .contains("... and 280 more")
                .contains("Mind: " + warning);
        assertThat(Files.readString(report.resolve("report.html"))).contains(warning);
    }

    @Test
    void on_their_own_scale_all_count() throws IOException {
        Path ratings = folder.resolve("half.csv");
        Files.write(ratings, halfStars());

        assertThat(evaluate(ratings, "--scale", "0.5..5/0.5"))
                .contains("read 600 ratings")
                .doesNotContain("refused", "Mind");
    }

    /** Every other rating is half a star more than a whole number. */
    private static List<String> halfStars() {
        List<String> lines = new ArrayList<>(List.of("customer_id,rating,rating_date,movie_id,release_year,title"));
        for (int i = 0; i < 600; i++) {
            int stars = 1 + i / 2 % 4;
            lines.add("%d,%s,2004-%02d-%02d,%d,1995,Movie %d"
                    .formatted(
                            i % 30,
                            i % 2 == 0 ? "" + stars : stars + ".5",
                            1 + i / 50,
                            1 + i % 28,
                            1 + i % 23,
                            1 + i % 23));
        }
        return lines;
    }

    private static String evaluate(Path ratings, String... options) {
        List<String> args = new ArrayList<>(
                List.of("evaluate", "--networks", "1", "--epochs", "1", "--resamples", "100", "--dataset"));
        args.add(ratings.toString());
        args.addAll(List.of(options));
        return CommandUnderTest.succeed(args);
    }
}
