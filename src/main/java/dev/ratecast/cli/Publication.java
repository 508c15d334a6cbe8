package dev.ratecast.cli;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.model.ModelKey;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.PairedErrors.Gain;
import dev.ratecast.model.Promotion;
import dev.ratecast.model.PublishedArtifact;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.model.dl4j.ManifestJson;
import dev.ratecast.training.Challenge;
import dev.ratecast.training.RatingLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The publication of one trained model, with or without a challenge of the active version. */
final class Publication {
    private static final int UNDECIDED = 1;

    private final ModelRegistry registry;
    private final double margin;
    private @Nullable ModelKey active;
    private @Nullable Challenge challenge;
    /** Why there is no challenge, null where there is one or none was asked for. */
    private @Nullable String noChallenge;

    Publication(ModelRegistry registry, double margin) {
        this.registry = registry;
        this.margin = margin;
    }

    /** Loads the active version to be challenged, with the weights it had before any refit. */
    void challengeActive(RatingLog log, FeatureSchema schema) {
        active = registry.choice().active();
        if (active == null) {
            noChallenge = "no version is active; activate the first one by hand";
            return;
        }
        try {
            byte[] artifact = PublishedArtifact.of(active, registry);
            Dl4jModel model = Dl4jModelFile.readUnrefitted(new ByteArrayInputStream(artifact), schema);
            Instant chosenUntil = registry.chosenUntil(active.version()).orElse(null);
            challenge = new Challenge(log, model, model.manifest(), chosenUntil);
        } catch (ModelRefusedException e) {
            noChallenge = "the active version cannot be loaded: " + e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the training run is to challenge, null where nothing is. */
    @Nullable
    Challenge challenge() {
        return challenge;
    }

    /** Publishes, decides, says so. @return the command's exit code */
    int finish(ModelManifest manifest, byte[] artifact, long seed, PrintWriter out) {
        String json = new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);
        boolean isNew = registry.publish(manifest.version(), manifest.createdAt(), json, artifact);
        out.printf("%s %s%n", isNew ? "published" : "was published already:", manifest.version());
        int exitCode = CommandLine.ExitCode.OK;
        if (challenge != null) {
            exitCode = carryOut(challenge.decide(manifest, margin, seed), manifest.version(), out);
        } else if (noChallenge != null) {
            exitCode = carryOut(new Promotion.NotComparable(noChallenge), manifest.version(), out);
        }
        out.flush();
        return exitCode;
    }

    private int carryOut(Promotion decision, String version, PrintWriter out) {
        if (decision instanceof Promotion.NotComparable not) {
            out.printf("not promoted: %s%n", not.reason());
            return UNDECIDED;
        }
        if (decision instanceof Promotion.NotBetter not) {
            print(not.gain(), out);
            out.printf("not promoted: the interval's lower end does not exceed the margin of %.4f%n", margin);
            return CommandLine.ExitCode.OK;
        }
        print(((Promotion.Promoted) decision).gain(), out);
        String before = Objects.requireNonNull(active).version();
        if (!registry.promote(version, before, Objects.requireNonNull(challenge).until())) {
            out.printf("not promoted: %s is active no longer%n", before);
            return UNDECIDED;
        }
        out.printf("activated %s instead of %s%n", version, before);
        return CommandLine.ExitCode.OK;
    }

    private void print(Gain gain, PrintWriter out) {
        out.printf(
                "against the active %s on %,d later ratings of %,d customers, both before any refit:%n"
                        + "RMSE %.4f, active %.4f, gain %.4f (95 %% interval %.4f to %.4f)%n",
                active == null ? "" : active.version(),
                gain.rows(),
                gain.customers(),
                gain.candidateRmse(),
                gain.activeRmse(),
                gain.gain(),
                gain.low(),
                gain.high());
    }
}
