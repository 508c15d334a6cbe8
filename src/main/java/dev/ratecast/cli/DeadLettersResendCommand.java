package dev.ratecast.cli;

import dev.ratecast.ingestion.kafka.DeadLetter;
import dev.ratecast.ingestion.kafka.DeadLetterResend;
import dev.ratecast.ingestion.kafka.DeadLetterTopic;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends dead letters back to the topic that they came from, once their cause is gone. */
@Command(
        name = "resend",
        description = {
            "Send dead letters to their topic again, as they first arrived, under the present time.",
            "Of letters with the same content only the last is sent. One that is refused again becomes a new dead letter."
        },
        mixinStandardHelpOptions = true)
final class DeadLettersResendCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerAddress broker;

    @Mixin
    private EmbeddedInstance embedded;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only letters with this reason.")
    private @Nullable String reason;

    @ArgGroup
    private @Nullable Which which;

    /** Either all letters, or the one of an event. */
    static final class Which {
        @Option(names = "--all", required = true, description = "All letters.")
        private boolean all;

        @ArgGroup(exclusive = false)
        private @Nullable Event event;
    }

    /** The event that became a dead letter. */
    static final class Event {
        @Option(names = "--partition", paramLabel = "N", required = true, description = "The event's partition.")
        private int partition;

        @Option(names = "--offset", paramLabel = "N", required = true, description = "The event's offset.")
        private long offset;
    }

    @Override
    public Integer call() {
        if (reason == null && which == null) {
            throw new ParameterException(
                    spec.commandLine(), "say which: --all, --reason, or --partition and --offset of the event");
        }
        Map<String, Object> kafka = broker.settings(embedded);
        String topic = CommandConfig.of(IngestionConfig.class).deadLetterTopic();
        DeadLetterResend.Outcome outcome;
        try (DeadLetterTopic letters = new DeadLetterTopic(kafka, topic);
                DeadLetterResend resend = new DeadLetterResend(kafka, letters)) {
            outcome = resend.send(this::isChosen);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "chosen=%,d sent=%,d repeats=%,d too-large-to-be-kept=%,d%n",
                        outcome.chosen(), outcome.sent(), outcome.repeats(), outcome.lost());
        return CommandLine.ExitCode.OK;
    }

    private boolean isChosen(DeadLetter letter) {
        if (reason != null && !reason.equals(letter.reason())) {
            return false;
        }
        Which chosen = which;
        if (chosen == null || chosen.all) {
            return true;
        }
        Event event = chosen.event;
        return event != null && letter.partition() == event.partition && letter.offset() == event.offset;
    }
}
