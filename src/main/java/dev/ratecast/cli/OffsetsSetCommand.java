package dev.ratecast.cli;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionRange;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.OffsetTable;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says where reading of a partition goes on. */
@Command(
        name = "set",
        description = {
            "Set the offset that a partition of the ratings topic is read from next.",
            "A running service goes on from there by itself. Ratings that are read again are not counted twice."
        },
        mixinStandardHelpOptions = true)
final class OffsetsSetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseAddress database;

    @Mixin
    private BrokerAddress broker;

    @Mixin
    private EmbeddedInstance embedded;

    @Option(names = "--partition", paramLabel = "N", required = true, description = "The partition, from 0.")
    private int partition;

    @Option(
            names = "--offset",
            paramLabel = "N|earliest|latest",
            required = true,
            description = "An offset that the topic has, its first one, or that of the next event to come.")
    private String offset;

    @Override
    public Integer call() throws InterruptedException {
        IngestionConfig config = CommandConfig.of(IngestionConfig.class);
        String topic = config.topic();
        OffsetTable offsets = new OffsetTable(database.find(embedded));
        try (TopicLook look = new TopicLook(broker.settings(embedded), topic)) {
            int partitions = look.partitionCount();
            if (partition < 0 || partition >= partitions) {
                throw wrong("topic " + topic + " has " + partitions + " partitions, and no partition " + partition);
            }
            PartitionRange range = look.range(partition);
            long next = within(range);
            Optional<StoredOffset> before = offsets.find(topic, partition);
            offsets.set(topic, partition, range.topicId(), next);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "topic=%s partition=%d next-offset=%d topic-id=%s (was %s)%n"
                                    + "A running service goes on from there within %s (ratecast.ingestion.recheck).%n",
                            topic,
                            partition,
                            next,
                            range.topicId(),
                            before.map(stored -> stored.nextOffset() + " of topic-id=" + stored.topicId())
                                    .orElse("never read"),
                            config.recheck());
        }
        return CommandLine.ExitCode.OK;
    }

    private long within(PartitionRange range) {
        return switch (offset) {
            case "earliest" -> range.first();
            case "latest" -> range.end();
            default -> number(range);
        };
    }

    private long number(PartitionRange range) {
        long number;
        try {
            number = Long.parseLong(offset);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--offset takes a number, earliest or latest, not " + offset, e);
        }
        if (number < range.first() || number > range.end()) {
            throw wrong("offset " + number + " is not in the topic, which has " + range.first() + " to " + range.end());
        }
        return number;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
