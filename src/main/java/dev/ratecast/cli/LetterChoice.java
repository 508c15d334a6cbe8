package dev.ratecast.cli;

import dev.ratecast.ingestion.kafka.DeadLetter;
import picocli.CommandLine.Option;

/** The one dead letter of an event. */
final class LetterChoice {
    @Option(names = "--partition", paramLabel = "N", required = true, description = "The event's partition.")
    private int partition;

    @Option(names = "--offset", paramLabel = "N", required = true, description = "The event's offset.")
    private long offset;

    boolean isOf(DeadLetter letter) {
        return letter.partition() == partition && letter.offset() == offset;
    }
}
