package dev.ratecast.cli;

import dev.ratecast.model.Mode;
import dev.ratecast.model.ModelKey;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.ModelRegistry.Removal;
import dev.ratecast.model.ModelVersion;
import dev.ratecast.model.PublishedArtifact;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.model.dl4j.ManifestJson;
import dev.ratecast.model.postgres.PostgresModelRegistry;
import dev.ratecast.training.WithinDay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the published model versions, and says which serves. */
@Command(
        name = "models",
        description = "List, publish, activate, shadow and remove model versions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {
    private static final String ROW = "%-26s %-8s %-20s %-20s %8s %8s %10s%n";
    private static final int REFUSED = 1;

    @Spec
    private CommandSpec spec;

    @Command(description = "List all versions, the one trained last first.", mixinStandardHelpOptions = true)
    int list(@Mixin DatabaseAddress database, @Mixin EmbeddedInstance embedded) {
        List<ModelVersion> versions = registry(database, embedded).list();
        PrintWriter out = out();
        out.printf(ROW, "version", "role", "created", "activated", "validate", "test", "bytes");
        for (ModelVersion version : versions) {
            ManifestScores scores = ManifestScores.of(version.manifest());
            out.printf(
                    ROW,
                    version.version(),
                    version.active() ? "active" : version.shadow() ? "shadow" : "",
                    version.createdAt(),
                    version.activatedAt() == null
                            ? "never"
                            : version.activatedAt().toString().replaceAll("\\.\\d+", ""),
                    scores.validate(),
                    scores.test(),
                    version.artifactBytes());
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "Add a model file to the registry, as a candidate.", mixinStandardHelpOptions = true)
    int publish(
            @Mixin DatabaseAddress database,
            @Mixin EmbeddedInstance embedded,
            @Parameters(paramLabel = "FILE", description = "What train wrote.") Path file)
            throws IOException {
        byte[] artifact = InputFile.read(file);
        DataSource dataSource = database.find(embedded);
        Dl4jModel model = read(artifact, dataSource);
        ModelManifest manifest = model.manifest();
        if (!manifest.mode().equals(Mode.STREAMING.text())) {
            return refuse("the model in " + file + " learned what is known in mode " + manifest.mode()
                    + "; one that serves while ratings stream in learns with --mode streaming");
        }
        if (manifest.withinDay().equals(WithinDay.HOLD_BACK.text())) {
            err().printf(
                            "%s learned with a day's ratings held back, which serving knows: --within-day sequential fits%n",
                            model.version())
                    .flush();
        }
        String json = new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);
        boolean isNew =
                new PostgresModelRegistry(dataSource).publish(model.version(), manifest.createdAt(), json, artifact);
        return say("%s %s%n", isNew ? "published" : "was published already:", model.version());
    }

    @Command(
            description = "Make a version the one that serves, in all replicas. Going back is the same.",
            mixinStandardHelpOptions = true)
    int activate(
            @Mixin DatabaseAddress database,
            @Mixin EmbeddedInstance embedded,
            @Parameters(paramLabel = "VERSION") String version)
            throws IOException {
        DataSource dataSource = database.find(embedded);
        ModelRegistry registry = new PostgresModelRegistry(dataSource);
        ModelKey key = registry.find(version).orElse(null);
        if (key == null) {
            return unknown(version);
        }
        // Replicas refuse it too; but they should not have to.
        Dl4jModel model = read(PublishedArtifact.of(key, registry), dataSource);
        PublishedArtifact.requireVersion(key, model.version());
        ModelKey before = registry.choice().active();
        if (!registry.activate(version)) {
            return unknown(version);
        }
        return say("activated %s, before: %s%n", version, before == null ? "none" : before.version());
    }

    @Command(
            description = "Have a version scored live beside the active one, without answering.",
            mixinStandardHelpOptions = true)
    int shadow(
            @Mixin DatabaseAddress database,
            @Mixin EmbeddedInstance embedded,
            @Parameters(paramLabel = "VERSION|none") String version) {
        if (version.equals("none")) {
            registry(database, embedded).shadow(null);
            return say("no version is shadow%n");
        }
        ModelRegistry registry = registry(database, embedded);
        if (!registry.shadow(version)) {
            ModelKey active = registry.choice().active();
            return active != null && active.version().equals(version)
                    ? refuse(version + " is active, and a shadow is scored beside the active version")
                    : unknown(version);
        }
        return say("%s is shadow%n", version);
    }

    @Command(description = "Delete a version that is neither active nor shadow.", mixinStandardHelpOptions = true)
    int remove(
            @Mixin DatabaseAddress database,
            @Mixin EmbeddedInstance embedded,
            @Parameters(paramLabel = "VERSION") String version) {
        Removal removal = registry(database, embedded).remove(version);
        return switch (removal) {
            case REMOVED -> say("removed %s%n", version);
            case IN_USE -> refuse(version + " is active or shadow, and stays");
            case UNKNOWN -> unknown(version);
        };
    }

    private static ModelRegistry registry(DatabaseAddress database, EmbeddedInstance embedded) {
        return new PostgresModelRegistry(database.find(embedded));
    }

    /** @throws ModelRefusedException where the service could not load it either */
    private static Dl4jModel read(byte[] artifact, DataSource dataSource) throws IOException {
        return Dl4jModelFile.read(new ByteArrayInputStream(artifact), InstallationSchema.of(dataSource));
    }

    private int unknown(String version) {
        return refuse("no model version is called " + version);
    }

    private int refuse(String reason) {
        err().println(reason);
        err().flush();
        return REFUSED;
    }

    private int say(String format, Object... facts) {
        out().printf(format, facts).flush();
        return CommandLine.ExitCode.OK;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
