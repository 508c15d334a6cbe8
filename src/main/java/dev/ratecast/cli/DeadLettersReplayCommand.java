package dev.ratecast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratecast.ingestion.kafka.DeadLetter;
import dev.ratecast.ingestion.kafka.DeadLetterReplay;
import dev.ratecast.ingestion.kafka.DeadLetterReplay.Mended;
import dev.ratecast.ingestion.kafka.DeadLetterTopic;
import dev.ratecast.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/** Sends dead letters back to the topic that they came from, mended or once their cause is gone. */
@Command(
        name = "replay",
        description = {
            "Send dead letters to their topic again, under the present time: as they first arrived, or one of them mended.",
            "A letter has its effect once, however often it is replayed. One that is refused again becomes a new letter."
        },
        mixinStandardHelpOptions = true)
final class DeadLettersReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LettersUnderCommand letters;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only letters with this reason.")
    private @Nullable String reason;

    @ArgGroup
    private @Nullable Which which;

    @Option(
            names = "--value",
            paramLabel = "FILE",
            description =
                    "Send this file's content in place of the value. The key is its customer_id, unless --key says.")
    private @Nullable Path value;

    @Option(names = "--key", paramLabel = "TEXT", description = "Send this key in place of the letter's.")
    private @Nullable String key;

    /** Either all letters, or the one of an event. */
    static final class Which {
        @Option(names = "--all", required = true, description = "All letters.")
        private boolean all;

        @ArgGroup(exclusive = false)
        private @Nullable LetterChoice one;
    }

    @Override
    public Integer call() throws IOException {
        boolean isOne = which != null && which.one != null;
        if (reason == null && which == null) {
            throw new ParameterException(
                    spec.commandLine(), "say which: --all, --reason, or --partition and --offset of the event");
        }
        if (!isOne && (value != null || key != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--value and --key mend one letter: name it by --partition and --offset");
        }
        Mended mended = mended();
        DeadLetterReplay.Outcome outcome;
        try (DeadLetterTopic topic = letters.open();
                DeadLetterReplay replay = new DeadLetterReplay(letters.kafka(), topic)) {
            outcome = replay.send(this::isChosen, mended);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "chosen=%,d sent=%,d repeats=%,d too-large-to-be-kept=%,d%n",
                        outcome.chosen(), outcome.sent(), outcome.repeats(), outcome.lost());
        if (isOne && outcome.sent() == 0) {
            throw new IllegalStateException(
                    "nothing was sent: there is no such letter, or its key or value was too large to be kept");
        }
        return CommandLine.ExitCode.OK;
    }

    private Mended mended() throws IOException {
        byte[] content = value == null ? null : InputFile.read(value);
        String text = key == null && content != null ? customerOf(content) : key;
        return new Mended(text == null ? null : text.getBytes(StandardCharsets.UTF_8), content);
    }

    private static @Nullable String customerOf(byte[] content) {
        JsonNode customer = StrictJson.read(content) instanceof StrictJson.Value read
                ? read.node().get("customer_id")
                : null;
        return customer == null || !customer.isIntegralNumber() ? null : customer.asText();
    }

    private boolean isChosen(DeadLetter letter) {
        if (reason != null && !reason.equals(letter.reason())) {
            return false;
        }
        Which chosen = which;
        return chosen == null || chosen.all || (chosen.one != null && chosen.one.isOf(letter));
    }
}
