package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path ratings;

    @BeforeEach
    void write_ratings_of_2003_and_2004() throws IOException {
        ratings = Files.write(
                folder.resolve("ratings.csv"),
                List.of(
                        "customer_id,rating,rating_date,movie_id,release_year,title",
                        "1,3,2003-08-17,586,1995,Shanghai Triad",
                        "2,4,2003-09-29,586,1995,Shanghai Triad",
                        "2,4,2004-02-29,587,1995,Shanghai Triad"));
    }

    @Test
    void options_that_do_not_go_together_are_wrong_usage() {
        assertRefused(
                "split by dates or by shares", "--learn", "0.5", "--validate", "0.2", "--learn-until", "2003-12-31");
        assertRefused("a split by dates needs", "--learn-until", "2003-12-31");
        assertRefused("--mode streaming", "--mode", "static", "--retrain", "30d");
        assertRefused("a number of days such as 30d", "--retrain", "30");
        assertRefused("a number of days such as 30d", "--retrain", "0d");
        assertRefused("streaming or static", "--mode", "sometimes");
        assertRefused("--cautious needs --ranking", "--cautious", "1");
        assertRefused("--ranking-customers needs --ranking", "--ranking-customers", "10");
        assertRefused("--cautious must be 0 or more", "--ranking", "--cautious", "-1");
        assertRefused("--resamples must be at least 100", "--resamples", "99");
        assertRefused("--seeds trains models: no --model", "--model", "m.zip", "--seeds", "2");
        assertRefused("no --dataset", "--learn-file", "a", "--test-file", "b");
        assertRefused("a file, not a folder", "--report", ratings.toString());
    }

    @Test
    void what_says_how_a_model_is_trained_does_not_go_with_one_that_is() {
        assertRefused("--without trains a model", "--model", "m.zip", "--without", "movie_mean");
        assertRefused("--networks says how a model is trained", "--model", "m.zip", "--networks", "5");
        assertRefused("--epochs says how a model is trained", "--model", "m.zip", "--epochs", "3");

        assertThat(run("--dataset", ratings.toString(), "--model", "m.zip", "--retrain", "30d", "--epochs", "3"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("m.zip");
    }

    @Test
    void files_of_a_split_come_in_pairs_and_are_static() {
        assertThat(run("--learn-file", "a")).isEqualTo(2);
        assertThat(err.toString()).contains("--learn-file and --test-file go together");
        assertThat(run("--learn-file", "a", "--test-file", "b", "--mode", "streaming"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no order to stream in");
    }

    @Test
    void cuts_that_leave_nothing_to_test_on_are_wrong_usage() {
        assertRefused("nothing to test on", "--learn", "0.5", "--validate", "0.5");
        assertRefused("nothing to test on", "--learn-until", "2003-08-31", "--validate-until", "2004-12-31");
        assertRefused("nothing to learn from", "--learn-until", "2002-08-31", "--validate-until", "2003-12-31");
    }

    @Test
    void what_is_missing_or_damaged_is_a_failed_run_that_names_it() throws IOException {
        Path model = Files.writeString(folder.resolve("model.zip"), "no model");

        assertThat(run("--dataset", folder.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere");
        assertThat(run(
                        "--dataset",
                        ratings.toString(),
                        "--learn",
                        "0.4",
                        "--validate",
                        "0.3",
                        "--model",
                        model.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("model.zip").doesNotContain("\tat ");
    }

    @Test
    void a_missing_file_of_a_split_is_found_before_the_other_is_read() {
        String missing = folder.resolve("u1.test").toString();

        assertThat(run("--learn-file", ratings.toString(), "--test-file", missing))
                .isEqualTo(1);
        assertThat(err.toString()).contains("u1.test: no such file or folder");
        assertThat(out.toString()).doesNotContain("read 3 ratings");
    }

    @Test
    void help_names_every_option_of_the_contract() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("--dataset", "--format", "--scale", "--learn-until", "--validate-until", "--test-until")
                .contains("--learn=", "--validate=", "--within-day", "--learn-file", "--test-file", "--seed")
                .contains("--mode", "--model", "--report", "--ranking", "--cautious", "--retrain");
    }

    private void assertRefused(String message, String... options) {
        List<String> args = new ArrayList<>(List.of("--dataset", ratings.toString()));
        args.addAll(List.of(options));
        assertThat(run(args.toArray(String[]::new))).as(args.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private int run(String... options) {
        CommandLine commandLine =
                RatecastCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> args = new ArrayList<>(List.of("evaluate"));
        args.addAll(List.of(options));
        return commandLine.execute(args.toArray(String[]::new));
    }
}
