package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What commands say where something is wrong: which option or file, and what about it. */
class CommandMessagesTest {
    @TempDir
    Path folder;

    private record Result(int exitCode, String out, String err) {}

    @Test
    void every_command_prints_its_version() {
        String version = run("--version").out();

        assertThat(version).matches("ratecast \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(run("evaluate", "-V").out()).isEqualTo(version);
        assertThat(run("dead-letters", "list", "--version").out()).isEqualTo(version);
        assertThat(run("models", "publish", "--version").out()).isEqualTo(version);
    }

    @Test
    void wrong_usage_is_told_in_a_few_lines() {
        Result wrong = run("evaluate", "--mode", "sometimes");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err().lines().toList()).hasSize(2).last().isEqualTo("See ratecast evaluate --help");
        assertThat(run("evaluat").err()).contains("evaluate");
        assertThat(run("models").exitCode()).isEqualTo(2);
    }

    @Test
    void numbers_and_days_that_are_wrong_name_their_option() {
        assertWrong("--networks must be at least 1, not 0", "train", "--networks", "0");
        assertWrong("--threads must be at least 1, not 0", "train", "--threads", "0");
        assertWrong("--epochs must be at least 1, not 0", "train", "--epochs", "3,0");
        assertWrong("--seeds must be at least 1, not 0", "ablate", "--seeds", "0");
        assertWrong("--cautious must be 0 or more, not -1.0", "evaluate", "--ranking", "--cautious", "-1");
        assertWrong("--cautious must be 0 or more, not Infinity", "evaluate", "--ranking", "--cautious", "Infinity");
        assertWrong("a day such as 2004-12-31, not 01.05.2004", "train", "--learn-until", "01.05.2004");
        assertWrong("such as http://localhost:8080, not localhost:8080", "audit", "--replica", "localhost:8080");
        assertWrong("such as http://localhost:8080, not http://", "audit", "--replica", "http://");
        assertWrong("at least 4 ratings", "generate", "--ratings", "3", "--output", folder.toString());
    }

    @Test
    void a_place_that_cannot_be_written_is_found_before_the_run() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.md"), "kept");
        Path below = file.resolve("report");
        String sample = "data/netflix-synthetic";

        assertWrong("--output names a folder, not a file", "train", "--dataset", sample, "--output", folder.toString());
        assertWrong("--output names a file, not a folder", "generate", "--output", file.toString());
        assertWrong("--state-dir names a file, not a folder", "serve", "--embedded", "--state-dir", file.toString());
        assertWrong(
                "--output names a folder, not a file",
                "dead-letters",
                "show",
                "--partition",
                "0",
                "--offset",
                "0",
                "--output",
                folder.toString());
        Result report = run("evaluate", "--dataset", sample, "--report", below.toString());
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.err()).startsWith("cannot write into the folder " + below + " (--report): ");
        assertThat(report.out()).doesNotContain("read ");
        assertThat(file).hasContent("kept");
        assertThat(folder.toFile().list()).containsExactly("notes.md");
    }

    @Test
    void a_missing_file_is_said_to_be_missing() {
        Path missing = folder.resolve("nope.zip");

        assertThat(run("models", "publish", missing.toString()).err()).startsWith("there is no file " + missing);
        assertThat(run("evaluate", "--dataset", "data/netflix-synthetic", "--model", missing.toString())
                        .err())
                .startsWith("there is no file " + missing);
        assertThat(run("models", "publish", folder.toString()).err()).startsWith(folder + ": a folder, not a file");
    }

    @Test
    void without_a_database_no_table_of_models_begins() {
        Result failed = run("models", "list", "--state-dir", folder.toString());

        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.err()).contains("No database is known");
        assertThat(failed.out()).isEmpty();
    }

    @Test
    void faults_of_the_file_system_are_sentences() {
        assertThat(FaultText.of(new NoSuchFileException("a"))).isEqualTo("there is no file a");
        assertThat(FaultText.of(new UncheckedIOException(new AccessDeniedException("a"))))
                .isEqualTo("no permission for a");
        assertThat(FaultText.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void a_fault_is_told_with_its_reason_and_nothing_twice() {
        assertThat(FaultText.withReason(
                        new UncheckedIOException("cannot read a", new IOException("b", new IOException("disk full")))))
                .isEqualTo("cannot read a: disk full");
        assertThat(FaultText.withReason(new UncheckedIOException("cannot use a", new AccessDeniedException("a"))))
                .isEqualTo("cannot use a: no permission for a");
        assertThat(FaultText.withReason(new IllegalStateException("No answer.", new IOException("disk full"))))
                .isEqualTo("No answer. disk full");
        assertThat(FaultText.withReason(new IllegalStateException("cannot read: b", new IOException("b"))))
                .isEqualTo("cannot read: b");
        assertThat(FaultText.withReason(new IllegalStateException(new IOException("b"))))
                .isEqualTo("java.io.IOException: b");
        assertThat(FaultText.withReason(new IllegalStateException("cannot read", new IOException())))
                .isEqualTo("cannot read");
    }

    @Test
    void figures_are_written_alike_whatever_the_machines_locale() {
        Locale before = Locale.getDefault();
        for (Locale locale : List.of(Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
            Locale.setDefault(locale);
            try {
                assertThat(run("generate", "--ratings", "1000", "--force", "--output", folder.toString())
                                .out())
                        .startsWith("Wrote 1,000 ratings by ");
                assertThat(Locale.getDefault()).isEqualTo(locale);
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Test
    void a_lack_of_memory_ends_a_command_with_a_sentence() {
        @Command(name = "full")
        class Full implements Runnable {
            @Override
            public void run() {
                throw new OutOfMemoryError("Java heap space");
            }
        }
        StringWriter err = new StringWriter();
        CommandLine commandLine = RatecastCommand.commandLine()
                .addSubcommand(new Full())
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));

        assertThat(commandLine.execute("full")).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("not enough heap: raise -Xmx");
        assertThat(FaultText.withReason(new IllegalStateException(
                        "a network cannot be fitted", new OutOfMemoryError("Java heap space"))))
                .isEqualTo("a network cannot be fitted: not enough heap: raise -Xmx");
        assertThat(FaultText.of(new OutOfMemoryError("unable to create native thread")))
                .isEqualTo("not enough memory: unable to create native thread");
    }

    @Test
    void a_broker_whose_name_does_not_resolve_and_a_wrong_setting_are_named() {
        String[] load = {"import", "--dataset", "data/netflix-synthetic", "--bootstrap-servers", "nohost.invalid:9092"};
        assertThat(run(load).err())
                .contains(
                        "Failed to create new KafkaAdminClient: No resolvable bootstrap urls given in bootstrap.servers");

        System.setProperty("ratecast.rating.scale", "x");
        try {
            Result wrong = run(load);
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err())
                    .contains("ratecast.rating.scale: a scale is written MIN..MAX or MIN..MAX/STEP, not \"x\"");
        } finally {
            System.clearProperty("ratecast.rating.scale");
        }
    }

    @Test
    void skipped_lines_are_named_with_their_reason_and_the_scale_that_was_assumed() throws IOException {
        Path ratings = Files.write(
                folder.resolve("half.csv"),
                List.of(
                        "customer_id,rating,rating_date,movie_id,release_year,title",
                        "1,3,2003-08-17,586,1995,Shanghai Triad",
                        "2,3.5,2003-09-29,586,1995,Shanghai Triad",
                        "2,0.5,2004-02-29,587,1995,Shanghai Triad"));

        for (String command : List.of("train", "evaluate", "ablate")) {
            Result result = run(command, "--dataset", ratings.toString());
            assertThat(result.err())
                    .contains("refused: " + ratings + ", line 3: rating must be on the scale 1..5, not \"3.5\"")
                    .contains("refused in all: 2 lines, rating must be on the scale 1..5")
                    .contains("--scale names another");
        }
    }

    @Test
    void a_dataset_is_read_on_the_configured_scale() throws IOException {
        Path ratings = Files.write(
                folder.resolve("half.csv"),
                List.of(
                        "customer_id,rating,rating_date,movie_id,release_year,title",
                        "1,3,2003-08-17,586,1995,Shanghai Triad",
                        "2,3.5,2003-09-29,586,1995,Shanghai Triad"));

        System.setProperty("ratecast.rating.scale", "0.5..5/0.5");
        try {
            for (String command : List.of("train", "evaluate", "ablate")) {
                String[] small = {command, "--dataset", ratings.toString(), "--networks", "1", "--epochs", "1"};
                String[] wholeStars = Arrays.copyOf(small, small.length + 2);
                wholeStars[small.length] = "--scale";
                wholeStars[small.length + 1] = "1..5";
                assertThat(run(small).out()).contains("read 2 ratings of 2 customers");
                assertThat(run(wholeStars).out()).contains("read 1 ratings of 1 customers");
            }
        } finally {
            System.clearProperty("ratecast.rating.scale");
        }
    }

    @Test
    void a_model_of_another_scale_than_the_ratings_is_not_blamed_on_an_installation() throws IOException {
        Path ratings = Files.write(
                folder.resolve("ten.csv"),
                List.of(
                        "customer_id,rating,rating_date,movie_id,release_year,title",
                        "1,3,2003-08-17,586,1995,Shanghai Triad",
                        "2,9,2003-09-29,586,1995,Shanghai Triad",
                        "2,4,2004-02-29,587,1995,Shanghai Triad"));

        assertWrong(
                "predicts on the scale 1..5, the ratings to test it on are read on 0..10; --scale names another",
                "evaluate",
                "--dataset",
                ratings.toString(),
                "--scale",
                "0..10",
                "--learn",
                "0.4",
                "--validate",
                "0.3",
                "--model",
                "data/model.zip");
    }

    @Test
    void a_damaged_model_and_a_wrong_rule_are_told_before_the_ratings_are_read() throws IOException {
        Path damaged = Files.write(folder.resolve("damaged.zip"), new byte[] {1, 2, 3});

        Result model = run("evaluate", "--dataset", "data/netflix-synthetic", "--model", damaged.toString());
        Result rule = run("evaluate", "--dataset", "data/netflix-synthetic", "--factor-growth", "0");

        assertThat(model.err()).contains("damaged.zip", "no model at all");
        assertThat(rule.err()).contains("a refresh needs a positive growth");
        assertThat(model.out() + rule.out()).doesNotContain("read ");
    }

    @Test
    void a_dataset_that_is_a_root_folder_is_called_so() {
        assertThat(run("evaluate", "--dataset", "/").err()).contains("/: ").doesNotContain("Cannot invoke");
    }

    private void assertWrong(String message, String... args) {
        Result result = run(args);
        assertThat(result.err()).contains(message);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    }

    private static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = RatecastCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return new Result(commandLine.execute(args), out.toString(), err.toString());
    }
}
