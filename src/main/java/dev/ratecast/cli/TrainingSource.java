package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetFormat;
import dev.ratecast.dataset.ReadListener;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.postgres.PostgresRatingLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say where the ratings to learn from are: a dataset, or the Postgres tables. */
final class TrainingSource {
    private static final String JDBC = "quarkus.datasource.jdbc.url";

    @Option(
            names = "--dataset",
            paramLabel = "PATH",
            description = "A folder or file of ratings; without it, Postgres.")
    private @Nullable Path dataset;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = DatasetOptions.FormatConverter.class,
            completionCandidates = DatasetOptions.FormatNames.class,
            description = "One of ${COMPLETION-CANDIDATES}; recognised where it is not given.")
    private @Nullable DatasetFormat format;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            converter = DatasetOptions.ScaleConverter.class,
            description = "The scale of ratings, such as 1..5 or 0.5..5/0.5. Default: 1..5, or what Postgres holds.")
    private @Nullable RatingScale scale;

    /** The ratings, and the scale that they are on. */
    record Ratings(RatingLog log, RatingScale scale) {}

    /** Whether the ratings come from the tables. */
    boolean isPostgres() {
        return dataset == null;
    }

    Ratings read(CommandLine commandLine) {
        return dataset == null ? fromPostgres(commandLine) : fromDataset(dataset, commandLine.getOut());
    }

    private Ratings fromDataset(Path path, PrintWriter out) {
        RatingScale used = scale == null ? RatingScale.WHOLE_STARS : scale;
        Dataset read = Dataset.load(path, format, used, ReadListener.NONE);
        out.printf("read %,d ratings of %,d customers from %s%n", read.size(), read.customerCount(), path);
        if (read.refused().count() > 0) {
            out.printf("skipped %,d unreadable lines%n", read.refused().count());
        }
        return new Ratings(new DatasetLog(read), used);
    }

    private Ratings fromPostgres(CommandLine commandLine) {
        Config config = ConfigProvider.getConfig();
        Optional<String> url = config.getOptionalValue(JDBC, String.class);
        if (url.isEmpty()) {
            throw new ParameterException(commandLine, "give --dataset PATH, or configure Postgres by " + JDBC);
        }
        String user = config.getOptionalValue("quarkus.datasource.username", String.class)
                .orElse(null);
        String password = config.getOptionalValue("quarkus.datasource.password", String.class)
                .orElse(null);
        try (Connection connection = DriverManager.getConnection(url.get(), user, password)) {
            RatingScale stored = PostgresRatingLog.scale(connection).orElse(RatingScale.WHOLE_STARS);
            RatingScale used = scale == null ? stored : scale;
            RatingLog log = PostgresRatingLog.read(connection, used);
            commandLine.getOut().printf("read %,d ratings from Postgres%n", log.size());
            return new Ratings(log, used);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the ratings from " + url.get() + ": " + e.getMessage(), e);
        }
    }
}
