package dev.ratecast.cli;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.kafka.RatingEventWriter;
import dev.ratecast.ingestion.PartitionRange;
import dev.ratecast.ingestion.ReceivedRecord;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.BulkLoad;
import dev.ratecast.ingestion.postgres.BulkLoad.TopicBegin;
import dev.ratecast.ingestion.postgres.Installation;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.config.RatingConfig;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The steps around a bulk load: schema, installation, what events would say of each movie, where the topic begins. */
final class BulkImport {
    private final CommandLine commandLine;
    private final DataSource dataSource;
    private final Map<String, Object> kafka;
    private final String topic;
    private final RatingConfig rating = CommandConfig.of(RatingConfig.class);
    private final IngestionConfig ingestion = CommandConfig.of(IngestionConfig.class);

    BulkImport(CommandLine commandLine, DataSource dataSource, Map<String, Object> kafka, String topic) {
        this.commandLine = commandLine;
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.topic = topic;
    }

    /** The service's scale decides what is stored. */
    void refuseOtherScale(RatingScale scale) {
        if (!scale.equals(rating.toScale())) {
            throw new ParameterException(
                    commandLine,
                    "--scale is " + scale + ", and ratecast.rating.scale is " + rating.toScale() + "; give the same");
        }
    }

    /**
     * Loads the dataset.
     *
     * @return how many current ratings there are
     */
    long run(Dataset dataset) throws SQLException, InterruptedException {
        List<TopicBegin> begins = begins();
        Flyway.configure().dataSource(dataSource).load().migrate();
        List<String> otherSettings = new Installation(rating.toScale(), rating.toEras(), rating.effectiveNeighborGap())
                .storeOrCompare(dataSource);
        if (!otherSettings.isEmpty()) {
            throw new ParameterException(commandLine, String.join("; ", otherSettings));
        }
        List<@Nullable MovieFacts> facts = facts(dataset);
        PrintWriter err = commandLine.getErr();
        try (ProgressBar bar = ProgressBar.start("Loading ratings", dataset.size())) {
            return new BulkLoad(dataSource, rating.toScale(), rating.toEras(), ingestion.history())
                    .run(dataset, facts, begins, new BulkLoad.Listener() {
                        @Override
                        public void read(long ratings) {
                            bar.update(ratings);
                        }

                        @Override
                        public void phase(String what) {
                            err.println("Building " + what);
                            err.flush();
                        }
                    });
        }
    }

    /** Where the topic's partitions begin: what it holds was never applied, and comes on top of the dataset. */
    private List<TopicBegin> begins() throws InterruptedException {
        List<TopicBegin> begins = new ArrayList<>();
        try (TopicLook look = new TopicLook(kafka, topic)) {
            int partitions = look.partitionCount();
            if (partitions == 0) {
                throw new ParameterException(commandLine, "topic " + topic + " does not exist");
            }
            for (int partition = 0; partition < partitions; partition++) {
                PartitionRange range = look.range(partition);
                begins.add(new TopicBegin(topic, partition, range.topicId(), range.first()));
            }
        }
        return begins;
    }

    /** Each movie's facts as the service reads them in an event; null where it would refuse the event. */
    private List<@Nullable MovieFacts> facts(Dataset dataset) {
        RatingEventWriter writer = new RatingEventWriter(dataset.scale());
        RatingEventParser parser = new RatingEventParser(dataset.scale(), ingestion.futureTolerance());
        int units = dataset.units(0);
        byte[] key = "0".getBytes(StandardCharsets.US_ASCII);
        List<@Nullable MovieFacts> facts = new ArrayList<>();
        for (int movie = 0; movie < dataset.movieCount(); movie++) {
            MovieFacts named = dataset.factsOfNumber(movie);
            Verdict verdict = parser.parse(ReceivedRecord.plain(
                    key, writer.write(0, named, units, 0), Instant.now().toEpochMilli()));
            if (verdict instanceof Verdict.Valid valid && valid.event() instanceof RatingEvent.OnMovie onMovie) {
                facts.add(onMovie.movie());
            } else {
                facts.add(null);
                commandLine.getErr().println("refused: every rating of movie " + named.movie() + ": " + verdict);
            }
        }
        return facts;
    }
}
