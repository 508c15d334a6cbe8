package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.ReadListener;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.CommandUnderTest;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same tastes on another scale are predicted as well, measured by the scale's range: nothing is tuned to 1 to 5. */
class OtherScalesIT {
    private static final Path SAMPLE = Path.of("data/netflix-synthetic");
    /** Every third customer, with all ratings. */
    private static final int CUSTOMERS = 3;

    @TempDir
    Path folder;

    @Test
    void trained_and_evaluated_on_0_to_10_and_on_half_stars_the_error_is_the_same_share_of_the_range()
            throws Exception {
        double wholeStars = errorByRange("1..5", 1, 5);

        // The same ratings, spread over the scale: what was x of 1 to 5 is the same place of the other range.
        assertThat(errorByRange("0..10", 0, 10)).isCloseTo(wholeStars, within(0.01 * wholeStars + 0.006));
        assertThat(errorByRange("0.5..5/0.5", 0.5, 5)).isCloseTo(wholeStars, within(0.01 * wholeStars + 0.006));
    }

    /** The RMSE as a share of the range. */
    private double errorByRange(String scale, double min, double max) throws IOException {
        Path ratings = Files.createDirectories(folder.resolve(scale.replace('/', '-')));
        write(ratings.resolve("ratings.csv"), min, max);
        String[] shares = {"--learn", "0.6", "--validate", "0.2"};
        String model = ratings.resolve("model.zip").toString();

        run("train", ratings, scale, shares, "--output", model, "--networks", "1", "--epochs", "2");
        Path report = ratings.resolve("report");
        run("evaluate", ratings, scale, shares, "--model", model, "--report", report.toString(), "--resamples", "100");

        JsonNode json =
                new ObjectMapper().readTree(report.resolve("report.json").toFile());
        assertThat(json.path("rmse").asDouble())
                .isLessThan(json.path("baselines")
                        .path("damped_biases")
                        .path("rmse")
                        .asDouble());
        assertThat(json.path("interval").path("coverage").asDouble()).isBetween(0.72, 0.88);
        return json.path("rmse").asDouble() / (max - min);
    }

    private static void run(String command, Path ratings, String scale, String[] shares, String... more) {
        List<String> args = new ArrayList<>(List.of(command, "--dataset", ratings.toString(), "--scale", scale));
        args.addAll(List.of(shares));
        args.addAll(List.of(more));
        CommandUnderTest.succeed(args);
    }

    private static void write(Path file, double min, double max) throws IOException {
        Dataset sample = Dataset.load(SAMPLE, null, RatingScale.WHOLE_STARS, ReadListener.NONE);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("customer_id,rating,rating_date,movie_id,release_year,title\n");
            for (int row = 0; row < sample.size(); row++) {
                if (sample.customer(row) % CUSTOMERS != 0) {
                    continue;
                }
                double place = (sample.units(row) - 1) / 4.0;
                double rating = min + place * (max - min);
                String stars = min == 0.5
                        ? String.format(Locale.ROOT, "%.1f", Math.round(rating * 2) / 2.0)
                        : Long.toString(Math.round(rating));
                out.write(String.format(
                        Locale.ROOT,
                        "%d,%s,%s,%d,,%n",
                        sample.customer(row),
                        stars,
                        Instant.ofEpochSecond(sample.ratedAt(row)).toString().substring(0, 10),
                        sample.movie(row)));
            }
        }
    }
}
