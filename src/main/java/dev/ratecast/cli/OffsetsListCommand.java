package dev.ratecast.cli;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionRange;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.OffsetTable;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what is stored for each partition beside what the topic has. */
@Command(
        name = "list",
        description = "Show the stored offsets beside those that the topic has.",
        mixinStandardHelpOptions = true)
final class OffsetsListCommand implements Callable<Integer> {
    private static final String FORMAT = "%-20s %9s %12s %6s %12s %12s %10s  %-22s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseAddress database;

    @Mixin
    private BrokerAddress broker;

    @Mixin
    private EmbeddedInstance embedded;

    @Override
    public Integer call() throws InterruptedException {
        String topic = CommandConfig.of(IngestionConfig.class).topic();
        Map<Integer, StoredOffset> stored = new TreeMap<>();
        new OffsetTable(database.find(embedded)).all(topic).forEach(offset -> stored.put(offset.partition(), offset));
        PrintWriter out = spec.commandLine().getOut();
        out.printf(FORMAT, "topic", "partition", "next-offset", "epoch", "first", "end", "lag", "topic-id", "state");
        try (TopicLook look = new TopicLook(broker.settings(embedded), topic)) {
            int partitions = look.partitionCount();
            for (int partition = 0; partition < partitions; partition++) {
                print(out, topic, partition, stored.remove(partition), look.range(partition));
            }
        }
        stored.values().forEach(offset -> print(out, topic, offset.partition(), offset, null));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    /** @param range null where the topic has no such partition */
    private static void print(
            PrintWriter out,
            String topic,
            int partition,
            @Nullable StoredOffset stored,
            @Nullable PartitionRange range) {
        out.printf(
                FORMAT,
                topic,
                partition,
                stored == null ? "-" : stored.nextOffset(),
                stored == null ? "-" : stored.ownerEpoch(),
                range == null ? "-" : range.first(),
                range == null ? "-" : range.end(),
                range == null ? "-" : lag(stored, range),
                stored == null ? "-" : stored.topicId(),
                OffsetState.of(stored, range).text());
    }

    private static Object lag(@Nullable StoredOffset stored, PartitionRange range) {
        if (stored == null) {
            return range.end() - range.first();
        }
        return stored.topicId().equals(range.topicId()) ? range.end() - stored.nextOffset() : "-";
    }
}
