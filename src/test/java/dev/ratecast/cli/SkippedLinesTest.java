package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.ReadListener;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedLinesTest {
    @TempDir
    Path folder;

    @Test
    void lines_about_movies_are_not_told_as_missing_ratings() throws IOException {
        Dataset dataset = read(List.of("1|A|01-Jan-995||", "2|B|01-Jan-1995||"), List.of("1\t1\t5\t1", "1\t2\t5\t1"));

        assertThat(SkippedLines.warnings(dataset, "d")).singleElement().satisfies(warning -> assertThat(warning)
                .startsWith("1 lines about movies of d were refused; their ratings count")
                .endsWith("release_year must be from 1800 to 2200 (1)")
                .doesNotContain("missing"));
    }

    @Test
    void both_are_told_apart() throws IOException {
        Dataset dataset = read(List.of("1|A|soon||", "x|B|01-Jan-1995||"), List.of("1\t1\t5\t1", "1\t2\t6\t1"));

        List<String> warnings = SkippedLines.warnings(dataset, "d");

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0))
                .isEqualTo("1 lines of d were refused and are missing in the figures: "
                        + "rating must be on the scale 1..5 (1); --scale names another scale");
        assertThat(warnings.get(1)).startsWith("2 lines about movies of d were refused");
    }

    private Dataset read(List<String> movies, List<String> ratings) throws IOException {
        Files.write(folder.resolve("u.item"), movies);
        Files.write(folder.resolve("u.data"), ratings);
        return Dataset.load(folder, null, RatingScale.WHOLE_STARS, ReadListener.NONE);
    }
}
