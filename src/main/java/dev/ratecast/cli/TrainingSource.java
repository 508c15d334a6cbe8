package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.ReadListener;
import dev.ratecast.ingestion.postgres.Installation;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.config.RatingConfig;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.ReplayOrder;
import dev.ratecast.training.postgres.PostgresRatingLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the ratings to learn from are: a dataset, or the Postgres tables. */
final class TrainingSource {
    @Option(
            names = "--dataset",
            paramLabel = "PATH",
            description = "A folder or file of ratings; without it, Postgres (quarkus.datasource.jdbc.url, "
                    + "else that of the embedded instance).")
    private @Nullable Path dataset;

    @Mixin
    private FormatOption format;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            converter = DatasetOptions.ScaleConverter.class,
            description =
                    "The scale of ratings, such as 1..5 or 0.5..5/0.5 (default: what Postgres holds; for a dataset "
                            + "ratecast.rating.scale, which is 1..5 where nothing else is configured).")
    private @Nullable RatingScale scale;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            converter = Orders.class,
            completionCandidates = Orders.class,
            defaultValue = "rating-date",
            description = "${COMPLETION-CANDIDATES}: whether ratings are replayed and split by their dates, or by when"
                    + " they were applied, which Postgres knows. Default: ${DEFAULT-VALUE}.")
    private ReplayOrder order = ReplayOrder.RATING_DATE;

    /**
     * The ratings.
     *
     * @param scale that they are on
     * @param warnings what a report of them has to say; empty where there is nothing
     */
    record Ratings(RatingLog log, RatingScale scale, List<String> warnings) {}

    /** Whether the ratings come from the tables. */
    boolean isPostgres() {
        return dataset == null;
    }

    /**
     * Sees that the ratings have the time by which they are to be replayed.
     *
     * @param oneSource whether they come from here, and not from the two files of a split
     * @throws IllegalArgumentException where they do not
     */
    void requireOrder(boolean oneSource) {
        if (order == ReplayOrder.ARRIVAL && !(oneSource && isPostgres())) {
            throw new IllegalArgumentException(
                    "--order arrival needs the ratings of Postgres, which knows when they were applied");
        }
    }

    /** Whether ratings are replayed and split by when they were applied. */
    boolean isByArrival() {
        return order == ReplayOrder.ARRIVAL;
    }

    /** What reports call the ratings: the name of their folder or file, or {@code postgres}. */
    String name() {
        return dataset == null ? "postgres" : nameOf(dataset);
    }

    private static String nameOf(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString(); // a root has none
    }

    /** The ratings of one file, read by the same options. */
    Ratings readFile(CommandLine commandLine, Path file) {
        return fromDataset(file, commandLine);
    }

    Ratings read(CommandLine commandLine, DatabaseAddress database, EmbeddedInstance embedded) {
        return dataset == null
                ? fromPostgres(database.find(embedded), commandLine.getOut())
                : fromDataset(dataset, commandLine);
    }

    private Ratings fromDataset(Path path, CommandLine commandLine) {
        RatingScale used = scale == null ? CommandConfig.of(RatingConfig.class).toScale() : scale;
        Dataset read = Dataset.load(path, format.format(), used, ReadListener.NONE);
        PrintWriter out = commandLine.getOut();
        out.printf("read %,d ratings of %,d customers from %s%n", read.size(), read.customerCount(), path);
        out.flush();
        SkippedLines.print(read, commandLine.getErr());
        return new Ratings(new DatasetLog(read), used, SkippedLines.warnings(read, nameOf(path)));
    }

    private Ratings fromPostgres(DataSource dataSource, PrintWriter out) {
        try {
            RatingScale stored = Installation.basis(dataSource)
                    .map(Installation.Basis::scale)
                    .orElse(RatingScale.WHOLE_STARS);
            RatingScale used = scale == null ? stored : scale;
            try (Connection connection = dataSource.getConnection()) {
                RatingLog log = PostgresRatingLog.read(connection, used, order);
                out.printf("read %,d ratings from Postgres%n", log.size());
                return new Ratings(log, used, List.of());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the ratings from Postgres: " + e.getMessage(), e);
        }
    }

    static final class Orders extends Choice<ReplayOrder> {
        Orders() {
            super(ReplayOrder.values(), ReplayOrder::text);
        }
    }
}
