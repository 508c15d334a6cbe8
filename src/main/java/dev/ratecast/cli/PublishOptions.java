package dev.ratecast.cli;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.model.postgres.PostgresModelRegistry;
import dev.ratecast.training.RatingLog;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what becomes of a trained model beside its file. */
@Command // picocli takes no mixin without an annotation
final class PublishOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--publish",
            description = "Add the model to the registry in Postgres, as a candidate. It learns with --within-day"
                    + " sequential, as it will serve, and is scored with a day held back too.")
    private boolean publish;

    @Option(
            names = "--promote-if-better",
            description = "Publish it, and activate it where it beats the active version on ratings later than"
                    + " everything either was fitted, stopped or chosen on. Exit code 1 if there are no such ratings.")
    private boolean promote;

    @Option(
            names = "--margin",
            paramLabel = "STARS",
            description = "What the lower end of the gain's 95 %% interval has to exceed. Default: 0.")
    private @Nullable Double margin;

    /** Whether the model is to be published. */
    boolean isAsked() {
        return publish || promote;
    }

    /** What is to be done with the model, null where nothing is; asks the registry now, not after the training. */
    @Nullable
    Publication begin(DatabaseAddress database, EmbeddedInstance embedded, RatingLog log, FeatureSchema schema) {
        if (margin != null && (!promote || !(margin >= 0))) {
            throw new ParameterException(
                    spec.commandLine(), "--margin is 0 or more, and goes together with --promote-if-better");
        }
        if (!isAsked()) {
            return null;
        }
        DataSource dataSource = database.find(embedded);
        InstallationSchema.stored(dataSource).ifPresent(installation -> require(schema, installation));
        PostgresModelRegistry registry = new PostgresModelRegistry(dataSource);
        Publication publication = new Publication(registry, margin == null ? 0 : margin);
        if (promote) {
            publication.challengeActive(log, schema);
        } else {
            registry.choice();
        }
        return publication;
    }

    /** What the replicas would refuse is not worth the training. */
    private void require(FeatureSchema learned, FeatureSchema installation) {
        if (!learned.scale().equals(installation.scale())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the ratings to learn from are on the scale " + learned.scale() + ", the installation's on "
                            + installation.scale() + ": its replicas would refuse the model");
        }
        if (!learned.names().equals(installation.names())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ratecast.rating.era-boundaries are not the installation's: its replicas would refuse the model");
        }
        if (!learned.neighbors().equals(installation.neighbors())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ratecast.rating.neighbor-gap is not the installation's: its replicas would refuse the model");
        }
    }
}
