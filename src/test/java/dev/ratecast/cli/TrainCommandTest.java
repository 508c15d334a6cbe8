package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write_ratings_of_2003_and_2004() throws IOException {
        Files.write(
                folder.resolve("ratings.csv"),
                List.of(
                        "customer_id,rating,rating_date,movie_id,release_year,title",
                        "1,3,2003-08-17,586,1995,Shanghai Triad",
                        "2,4,2004-02-29,586,1995,Shanghai Triad"));
    }

    @Test
    void cut_dates_that_leave_a_part_empty_are_wrong_usage() {
        assertThat(train("--learn-until", "2002-12-31", "--validate-until", "2003-12-31"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no rating is dated up to 2002-12-31: nothing to learn from");

        assertThat(train("--learn-until", "2003-12-31", "--validate-until", "2004-12-31", "--test-until", "2005-12-31"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nothing to test on");
    }

    @Test
    void options_that_do_not_go_together_are_wrong_usage() {
        assertThat(train("--learn-until", "2003-12-31")).isEqualTo(2);
        assertThat(train("--learn", "0.5")).isEqualTo(2);
        assertThat(train("--learn", "0.5", "--validate", "0.2", "--learn-until", "2003-12-31"))
                .isEqualTo(2);
        assertThat(train("--learn", "0.9", "--validate", "0.2")).isEqualTo(2);
        assertThat(train("--within-day", "never")).isEqualTo(2);
        assertThat(train("--scale", "5..1")).isEqualTo(2);
        assertThat(train("--epochs", "0")).isEqualTo(2);
        assertThat(train("--seeds", "0")).isEqualTo(2);
        assertThat(train("--learn-file", "a")).isEqualTo(2);
        assertThat(train("--learn-file", "a", "--test-file", "b")).isEqualTo(2);
        assertThat(err.toString()).contains("no --dataset, dates or shares beside them");
        assertThat(train("--mode", "static", "--publish")).isEqualTo(2);
        assertThat(err.toString()).contains("--publish and --promote-if-better go with --mode streaming");
        assertThat(train("--order", "arrival")).isEqualTo(2);
        assertThat(err.toString()).contains("--order arrival needs the ratings of Postgres");
        assertThat(train("--order", "size")).isEqualTo(2);
        assertThat(err.toString()).contains("it is rating-date or arrival, not size");
    }

    private int train(String... options) {
        CommandLine commandLine = RatecastCommand.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true));
        String[] args = new String[options.length + 3];
        args[0] = "train";
        args[1] = "--dataset";
        args[2] = folder.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return commandLine.execute(args);
    }
}
