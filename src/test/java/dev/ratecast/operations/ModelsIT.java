package dev.ratecast.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.postgres.PostgresModelRegistry;
import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.ModelArtifacts;
import dev.ratecast.testing.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models} publishes, lists, activates, shadows and removes versions; {@code train} publishes and promotes. */
class ModelsIT {
    @TempDir
    Path folder;

    @Test
    void a_version_goes_from_file_to_candidate_to_active_and_back() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            String state = folder.toString();
            for (String version : new String[] {"one", "two"}) {
                Path file = Files.write(folder.resolve(version), ModelArtifacts.ofVersion(version));
                assertThat(command.run("models", "publish", file.toString(), "--state-dir", state)
                                .text())
                        .startsWith("published " + version);
                assertThat(command.run("models", "publish", file.toString()).text())
                        .startsWith("was published already: " + version);
            }

            assertThat(command.run("models", "activate", "one").text()).startsWith("activated one, before: none");
            assertThat(command.run("models", "activate", "two").text()).startsWith("activated two, before: one");
            assertThat(command.run("models", "shadow", "one").exitCode()).isZero();
            assertThat(command.run("models", "list").text())
                    .containsPattern("two +active +\\S+ +2\\S+ +0\\.\\d{4} +0\\.\\d{4} +\\d+")
                    .containsPattern("one +shadow");
            assertThat(command.run("models", "remove", "one").exitCode()).isEqualTo(1);
            assertThat(command.run("models", "shadow", "none").exitCode()).isZero();
            assertThat(command.run("models", "remove", "one").text()).startsWith("removed one");
            assertThat(command.run("models", "activate", "one").text()).contains("no model version is called one");
        }
    }

    @Test
    void what_learned_for_predictions_while_nothing_streams_in_is_not_published() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            for (String mode : new String[] {"static", "folds"}) {
                Path file = Files.write(folder.resolve(mode), ModelArtifacts.of("one", mode));
                CommandUnderTest.Result result = command.run("models", "publish", file.toString());
                assertThat(result.exitCode()).isEqualTo(1);
                assertThat(result.text()).contains("--mode streaming");
            }
            assertThat(new PostgresModelRegistry(ingestion.dataSource()).list()).isEmpty();
        }
    }

    @Test
    void the_installation_decides_on_which_scale_a_version_has_to_be() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            Tables.execute(
                    ingestion.dataSource(),
                    "insert into installation (scale, era_boundaries, era_names, neighbor_gap)"
                            + " values ('0.5..5/0.5', '1970,1990', '<1970,70s and 80s,90s and 2000s', 0.5625)");
            Path file = Files.write(folder.resolve("one"), ModelArtifacts.ofVersion("one"));
            CommandUnderTest command = new CommandUnderTest(ingestion);

            CommandUnderTest.Result published = command.run("models", "publish", file.toString());
            assertThat(published.exitCode()).isEqualTo(1);
            assertThat(published.text()).contains("predicts on scale 1..5, this installation's is 0.5..5/0.5");
            new PostgresModelRegistry(ingestion.dataSource())
                    .publish("one", Instant.EPOCH, "{}", ModelArtifacts.ofVersion("one"));
            assertThat(command.run("models", "activate", "one").text()).contains("this installation's is 0.5..5/0.5");
            CommandUnderTest.Result trained = train(command, "--publish");
            assertThat(trained.exitCode()).isEqualTo(2);
            assertThat(trained.text()).contains("are on the scale 1..5, the installation's on 0.5..5/0.5");

            Tables.execute(ingestion.dataSource(), "update installation set scale = '1..5'");
            CommandUnderTest.Result otherGap = train(command, "--publish");
            assertThat(otherGap.exitCode()).isEqualTo(2);
            assertThat(otherGap.text()).contains("ratecast.rating.neighbor-gap is not the installation's");

            Tables.execute(
                    ingestion.dataSource(), "update installation set neighbor_gap = 0.5, era_boundaries = '1980'");
            CommandUnderTest.Result otherEras = train(command, "--publish");
            assertThat(otherEras.exitCode()).isEqualTo(2);
            assertThat(otherEras.text()).contains("ratecast.rating.era-boundaries are not the installation's");
            assertThat(command.run("models", "activate", "one").text()).contains("was trained on feature schema");

            // What a command happens to be configured with does not matter.
            Tables.execute(ingestion.dataSource(), "update installation set era_boundaries = '1970,1990'");
            command.with("ratecast.rating.scale", "0..10").with("ratecast.rating.era-boundaries", "1980");
            command.with("ratecast.rating.era-names", "old,new");
            assertThat(command.run("models", "activate", "one").text()).startsWith("activated one");
            assertThat(command.run("models", "shadow", "one").text()).startsWith("one is active, and a shadow");
            assertThat(command.run("models", "shadow", "two").text()).startsWith("no model version is called two");
        }
    }

    @Test
    void what_does_not_load_is_not_activated() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            ModelRegistry registry = new PostgresModelRegistry(ingestion.dataSource());
            registry.publish("no-model", Instant.EPOCH, "{}", new byte[] {1, 2, 3});

            CommandUnderTest.Result result = command.run("models", "activate", "no-model");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.text()).contains("no model at all");
            assertThat(registry.choice().active()).isNull();
            assertThat(command.run("models", "list").text()).containsPattern("no-model +\\S+ +never +- +- +3");
        }
    }

    @Test
    void a_trained_model_is_promoted_only_where_later_ratings_show_it_to_be_better() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            ModelRegistry registry = new PostgresModelRegistry(ingestion.dataSource());
            // A first model that has learned next to nothing.
            String[] little = {"--learn", "0.06", "--validate", "0.02", "--promote-if-better"};
            CommandUnderTest.Result alone = train(command, little);
            assertThat(alone.exitCode()).isEqualTo(1);
            assertThat(alone.text()).contains("published").contains("not promoted: no version is active");
            String first = registry.list().get(0).version();
            registry.activate(first);

            CommandUnderTest.Result same = train(command, little);
            assertThat(same.exitCode()).isZero();
            // Both were refitted on ratings that they are compared on, so both are compared as they were before.
            assertThat(same.text())
                    .contains("both before any refit")
                    .contains("gain 0.0000")
                    .contains("not promoted: the interval's lower end");
            CommandUnderTest.Result better =
                    train(command, "--learn", "0.6", "--validate", "0.2", "--promote-if-better");
            assertThat(better.text()).contains("activated").contains("instead of " + first);
            // The active one was chosen by the latest ratings: nobody else may be compared with it on these.
            CommandUnderTest.Result again =
                    train(command, "--learn", "0.4", "--validate", "0.4", "--promote-if-better");
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.text()).contains("not promoted: no rating is later than");
            CommandUnderTest.Result unseenLeft =
                    train(command, "--promote-if-better", "--learn", "0.8", "--validate", "0.2");
            assertThat(unseenLeft.exitCode()).isEqualTo(1);
            assertThat(unseenLeft.text()).contains("not promoted: no rating is later than");
            assertThat(train(command, "--margin", "0.1").exitCode()).isEqualTo(2);
            // The first two have the same weights, as the next two have; the same ones of one second are one version.
            assertThat(registry.list().stream()
                            .map(model -> model.version().replaceFirst(".*-", ""))
                            .distinct())
                    .hasSize(3);
        }
    }

    private CommandUnderTest.Result train(CommandUnderTest command, String... options) {
        String[] args = new String[options.length + 11];
        System.arraycopy(
                new String[] {
                    "train",
                    "--dataset",
                    "data/netflix-synthetic",
                    "--within-day",
                    "sequential",
                    "--output",
                    folder.resolve("model.zip").toString(),
                    "--networks",
                    "1",
                    "--epochs",
                    "3"
                },
                0,
                args,
                0,
                11);
        System.arraycopy(options, 0, args, 11, options.length);
        return command.run(args);
    }
}
