package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.Score;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.testing.CommandUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command from end to end, training included, on the synthetic sample and its model. */
class EvaluateCommandIT {
    private static final String SAMPLE = "data/netflix-synthetic";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void a_model_of_its_own_is_trained_and_its_figures_follow_from_its_predictions() throws IOException {
        Path report = folder.resolve("deep/report");

        String printed = evaluate("--dataset", SAMPLE, "--report", report.toString(), "--resamples", "200");

        assertThat(printed).contains("model better by", "the report is in");
        assertThat(fileNames(report)).containsExactly("predictions.csv", "report.html", "report.json");
        JsonNode json = JSON.readTree(report.resolve("report.json").toFile());
        List<String[]> rows = predictions(report);
        // The sample spans 2003 to 2005, so that 2005 tests.
        assertThat(rows).hasSize(9_480).allSatisfy(row -> assertThat(row[2]).startsWith("2005-"));
        assertThat(json.at("/rows").asInt()).isEqualTo(9_480);
        assertThat(json.at("/dataset").asText()).isEqualTo("netflix-synthetic");
        assertThat(json.at("/within_day").asText()).isEqualTo("hold-back");
        assertThat(json.at("/rmse").asDouble()).isCloseTo(rmse(rows, 4, row -> true), within(1e-9));
        assertThat(json.at("/baselines/process/rmse").asDouble()).isCloseTo(rmse(rows, 6, row -> true), within(1e-9));
        Predicate<String[]> seen = row -> row[7].equals("true") && row[8].equals("true");
        assertThat(json.at("/seen/rows").asLong())
                .isEqualTo(rows.stream().filter(seen).count());
        assertThat(json.at("/seen/rmse").asDouble()).isCloseTo(rmse(rows, 4, seen), within(1e-9));
        assertThat(json.at("/rmse").asDouble())
                .isLessThan(json.at("/baselines/damped_biases/rmse").asDouble());
        assertThat(Files.readString(report.resolve("report.html"))).contains("<svg", "netflix-synthetic");
    }

    @Test
    void the_same_seed_gives_the_same_files() throws IOException {
        Path sample = generated();
        String[] options = {
            "--dataset",
            sample.toString(),
            "--learn",
            "0.3",
            "--validate",
            "0.1",
            "--seed",
            "5",
            "--within-day",
            "sequential",
            "--resamples",
            "100",
            "--ranking",
            "--ranking-customers",
            "20",
            "--cautious",
            "0.5",
            "--report"
        };
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        evaluate(with(options, first.toString()));
        evaluate(with(options, second.toString()));

        for (String file : fileNames(first)) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
        JsonNode ranking = JSON.readTree(first.resolve("report.json").toFile()).at("/ranking");
        assertThat(ranking.at("/recall_customers").asInt()).isEqualTo(20);
        assertThat(ranking.at("/rankers/model/ndcg").asDouble()).isBetween(0.0, 1.0);
        assertThat(ranking.at("/rankers/most_popular/mean_popularity").asDouble())
                .isGreaterThan(ranking.at("/rankers/model/mean_popularity").asDouble());
    }

    @ParameterizedTest
    @CsvSource({"streaming, hold-back", "streaming, sequential", "static, hold-back"})
    void train_fits_the_very_model_that_evaluate_tests(String mode, String withinDay) throws IOException {
        String[] split = {
            "--dataset",
            generated().toString(),
            "--mode",
            mode,
            "--within-day",
            withinDay,
            "--learn-until",
            "2003-12-31",
            "--validate-until",
            "2004-12-31",
            "--test-until",
            "2005-06-30"
        };

        assertTrainedLikeEvaluated(split);
    }

    @Test
    void a_model_from_a_file_is_tested_and_one_that_knows_the_test_is_warned_of() throws IOException {
        Path report = folder.resolve("static");

        evaluate(
                "--dataset",
                SAMPLE,
                "--model",
                "data/model.zip",
                "--mode",
                "static",
                "--report",
                report.toString(),
                "--learn-until",
                "2003-12-31",
                "--validate-until",
                "2004-12-31");
        String warned =
                evaluate("--dataset", SAMPLE, "--model", "data/model.zip", "--learn", "0.05", "--validate", "0.05");

        JsonNode json = JSON.readTree(report.resolve("report.json").toFile());
        assertThat(json.at("/mode").asText()).isEqualTo("static");
        assertThat(json.at("/warnings")).hasSize(1);
        assertThat(json.at("/warnings/0").asText())
                .contains("learned what is known in mode streaming, this test's is static");
        // Nothing new is known: no customer has more known ratings than up to the cut, and no new movie has any.
        assertThat(predictions(report))
                .filteredOn(row -> row[7].equals("false"))
                .isNotEmpty();
        assertThat(json.at("/unknown_customers/rows").asLong())
                .isEqualTo(predictions(report).stream()
                        .filter(row -> row[7].equals("false"))
                        .count());
        assertThat(warned).contains("the figures are too good").doesNotContain("in mode");
    }

    @Test
    void a_random_split_comes_as_two_files() throws IOException {
        List<String> lines = ratings();
        writeMovies();
        Path learn = folder.resolve("u1.base");
        Path test = folder.resolve("u1.test");
        Files.write(learn, every(lines, i -> i % 5 != 0));
        Files.write(test, every(lines, i -> i % 5 == 0));
        Path report = folder.resolve("random");

        String[] split = {"--learn-file", learn.toString(), "--test-file", test.toString(), "--format", "movielens-100k"
        };
        evaluate(with(split, "--report", report.toString()));

        JsonNode json = JSON.readTree(report.resolve("report.json").toFile());
        assertThat(json.at("/mode").asText()).isEqualTo("static");
        assertThat(json.at("/dataset").asText()).isEqualTo("u1.base and u1.test");
        assertThat(json.at("/rows").asInt()).isEqualTo(600);
        assertThat(json.at("/cuts/learn/rows").asInt()).isEqualTo(2_400);
        assertThat(json.at("/cuts/validate").isNull()).isTrue();
        assertTrainedLikeEvaluated(split);
    }

    @Test
    void of_a_pair_that_is_learned_from_more_than_once_the_newest_rating_stands_alone() throws IOException {
        List<String> lines = ratings();
        writeMovies();
        List<String> standing = every(lines, i -> i % 5 != 0);
        List<String> repeated = new ArrayList<>(standing);
        standing.forEach(line -> repeated.add(line.replaceFirst("\t\\d\t87", "\t5\t86")));
        List<String> tested = every(lines, i -> i % 5 == 0);
        tested.addAll(standing.subList(0, 3));
        Path once = Files.write(folder.resolve("once.base"), standing);
        Path twice = Files.write(folder.resolve("twice.base"), repeated);
        Path test = Files.write(folder.resolve("u1.test"), tested);
        Path report = folder.resolve("report");
        String[] options = {"--test-file", test.toString(), "--report", report.toString(), "--learn-file"};

        evaluate(with(options, once.toString()));
        List<String> predicted = Files.readAllLines(report.resolve("predictions.csv"));
        String printed = evaluate(with(options, twice.toString()));

        assertThat(Files.readAllLines(report.resolve("predictions.csv"))).isEqualTo(predicted);
        JsonNode json = JSON.readTree(report.resolve("report.json").toFile());
        assertThat(json.at("/cuts/learn/rows").asInt()).isEqualTo(2_400);
        assertThat(json.at("/warnings")).hasSize(2);
        assertThat(json.at("/warnings/0").asText()).startsWith("2400 lines of twice.base were dropped");
        assertThat(json.at("/warnings/1").asText())
                .startsWith("3 pairs of customer and movie are in twice.base and in u1.test")
                .endsWith("the figures are too good");
        for (JsonNode warning : json.at("/warnings")) {
            assertThat(printed).contains("Mind: " + warning.asText());
        }
    }

    @Test
    void weights_trained_anew_are_reported_apart() throws IOException {
        Path report = folder.resolve("retrained");
        Path sample = generated();

        evaluate("--dataset", sample.toString(), "--retrain", "180d", "--report", report.toString());

        JsonNode json = JSON.readTree(report.resolve("report.json").toFile());
        assertThat(json.at("/retrained/every_days").asInt()).isEqualTo(180);
        assertThat(json.at("/retrained/trainings").asInt()).isEqualTo(2);
        assertThat(json.at("/retrained/rmse").asDouble()
                        + json.at("/retrained/gain").asDouble())
                .isCloseTo(json.at("/rmse").asDouble(), within(1e-9));
    }

    /** 3,000 ratings of 90 customers and 41 movies, no pair twice; customers differ by a star, and movies too. */
    private static List<String> ratings() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int customer = 1 + i * 7 % 90;
            int movie = 1 + i * 11 % 41;
            int rating = Math.min(5, 2 + customer % 2 + movie % 2 + (i % 5 == 0 ? 1 : 0));
            lines.add("%s\t%s\t%s\t%s".formatted(customer, movie, rating, 874_724_710L + i * 60L));
        }
        return lines;
    }

    private void writeMovies() throws IOException {
        Files.write(
                folder.resolve("u.item"),
                IntStream.rangeClosed(1, 41)
                        .mapToObj(movie -> "%s|Movie %s (1990)|01-Jan-1990||".formatted(movie, movie))
                        .toList());
    }

    /** The same weights, and the same error on the test though it is walked by other code. */
    private void assertTrainedLikeEvaluated(String... split) throws IOException {
        Path report = folder.resolve("evaluated");
        Path model = folder.resolve("trained.zip");
        evaluate(with(split, "--report", report.toString()));
        run("train", with(split, "--output", model.toString()));

        JsonNode json = JSON.readTree(report.resolve("report.json").toFile());
        ModelManifest trained = Dl4jModelFile.manifest(model);
        assertThat(json.at("/model_version").asText()).endsWith(hashIn(trained.version()));
        Score tested = trained.scores().get("test").model();
        assertThat(tested.rows()).isEqualTo(json.at("/rows").asLong());
        assertThat(tested.rmse()).isCloseTo(json.at("/rmse").asDouble(), within(1e-6));
    }

    private static String hashIn(String version) {
        return version.substring(version.indexOf('-'));
    }

    private Path generated() {
        Path sample = folder.resolve("sample");
        assertThat(RatecastCommand.commandLine()
                        .execute("generate", "--ratings", "3000", "--output", sample.toString()))
                .isZero();
        return sample;
    }

    private static String evaluate(String... options) {
        return run("evaluate", options);
    }

    private static String run(String command, String... options) {
        // One short fit instead of fifteen: what is tested here is not how good it gets.
        List<String> args = new ArrayList<>(List.of(command));
        if (!List.of(options).contains("--model")) {
            args.addAll(List.of("--networks", "1", "--epochs", "2"));
        }
        args.addAll(List.of(options));
        return CommandUnderTest.succeed(args);
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> every(List<String> lines, Predicate<Integer> wanted) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (wanted.test(i)) {
                chosen.add(lines.get(i));
            }
        }
        return chosen;
    }

    private static List<String[]> predictions(Path report) throws IOException {
        List<String> lines = Files.readAllLines(report.resolve("predictions.csv"));
        assertThat(lines.get(0))
                .isEqualTo("customer_id,movie_id,rating_date,rating,predicted_rating,predicted_sd,baseline,"
                        + "customer_known,movie_known");
        return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private static double rmse(List<String[]> rows, int column, Predicate<String[]> condition) {
        return Math.sqrt(rows.stream()
                .filter(condition)
                .mapToDouble(row -> Math.pow(Double.parseDouble(row[column]) - Double.parseDouble(row[3]), 2))
                .average()
                .orElseThrow());
    }

    private static List<String> fileNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
