package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.dataset.RatingRules;
import dev.ratecast.dataset.kafka.DatasetImporter;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.rating.RatingDates;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings a dataset in: through the ratings topic, or straight into the tables of an empty system. */
@Command(
        name = "import",
        description = {
            "Stream a dataset into the ratings topic, in the order of rating_date.",
            "With --bulk, fill an empty system past the topic instead: the tables are then what streaming would have left, "
                    + "in a fraction of the time. Stop every replica first."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DatasetOptions dataset;

    @Mixin
    private BrokerAddress broker;

    @Mixin
    private EmbeddedInstance embedded;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description =
                    "The topic to send to (default: ratecast.ingestion.topic, which is ratings where nothing else "
                            + "is configured).")
    private @Nullable String topic;

    @Option(
            names = "--shuffle",
            paramLabel = "SEED",
            description =
                    "For tests: send in an order drawn from this seed instead; a customer stays in one partition.")
    private @Nullable Long shuffleSeed;

    @Option(
            names = "--bulk",
            description =
                    "Write into the database of an empty system directly, all or nothing. The schema is made where "
                            + "it is missing; the topic has to be there, and is read from its beginning afterwards.")
    private boolean bulk;

    @Mixin
    private DatabaseAddress database;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        if (bulk) {
            return loadInBulk();
        }
        Map<String, Object> config = broker.settings(embedded);
        String to = topic();
        Dataset ratings = read();
        int[] order = shuffleSeed == null ? ratings.timeOrder() : ratings.shuffledOrder(shuffleSeed);
        long sent;
        try (ProgressBar bar = ProgressBar.start("Sending ratings", ratings.size())) {
            sent = new DatasetImporter(config, to).send(ratings, order, bar::update);
        } finally {
            SkippedLines.print(ratings, spec.commandLine().getErr());
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "Read %,d ratings (%s), sent %,d to topic %s, refused %,d lines%n",
                        ratings.size(),
                        ratings.format(),
                        sent,
                        to,
                        ratings.refused().count());
        return CommandLine.ExitCode.OK;
    }

    private Integer loadInBulk() throws SQLException, InterruptedException {
        if (shuffleSeed != null) {
            throw new ParameterException(spec.commandLine(), "--bulk loads in time order; --shuffle is for streaming");
        }
        BulkImport load =
                new BulkImport(spec.commandLine(), database.find(embedded), broker.settings(embedded), topic());
        load.refuseOtherScale(dataset.scale());
        Dataset ratings = read();
        long stored;
        try {
            stored = load.run(ratings);
        } finally {
            SkippedLines.print(ratings, spec.commandLine().getErr());
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "Read %,d ratings (%s), stored %,d current ones, refused %,d lines%n",
                        ratings.size(),
                        ratings.format(),
                        stored,
                        ratings.refused().count());
        return CommandLine.ExitCode.OK;
    }

    private String topic() {
        return topic == null ? CommandConfig.of(IngestionConfig.class).topic() : topic;
    }

    private Dataset read() {
        Duration tolerance = CommandConfig.of(IngestionConfig.class).futureTolerance();
        long latest = Math.min(RatingDates.LATEST, Instant.now().getEpochSecond() + tolerance.toSeconds());
        try (ProgressBar bar = ProgressBar.start("Reading bytes", 0)) {
            return Dataset.load(
                    DatasetSource.of(dataset.path),
                    dataset.format.format(),
                    new RatingRules(dataset.scale(), latest),
                    (rows, bytesRead, bytesTotal) -> bar.update(bytesRead, bytesTotal));
        }
    }
}
