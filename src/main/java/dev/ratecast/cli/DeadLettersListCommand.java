package dev.ratecast.cli;

import dev.ratecast.ingestion.kafka.DeadLetter;
import dev.ratecast.ingestion.kafka.DeadLetterTopic;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the newest dead letters, the latest last: why, where from, and what. */
@Command(name = "list", description = "Show the newest dead letters, the latest last.", mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {
    /** What is shown in place of a key or a value that the topic did not take. */
    static final String TOO_LARGE = "(too large for the dead-letter topic)";

    private static final int BYTES_SHOWN = 200;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LettersUnderCommand letters;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most letters to show (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1");
        }
        NewestLetters newest = new NewestLetters(limit);
        long[] count = new long[1];
        PrintWriter out = spec.commandLine().getOut();
        int hidden;
        try (DeadLetterTopic topic = letters.open()) {
            topic.read(letter -> {
                count[0]++;
                newest.add(letter);
            });
            hidden = topic.hidden();
        }
        List<DeadLetter> shown = newest.inOrder();
        shown.forEach(letter -> print(letter, out));
        out.printf("%,d dead letters in topic %s, %,d shown%n", count[0], letters.topic(), shown.size());
        if (hidden > 0) {
            out.printf("%,d more of customers who were, or may have been, erased since%n", hidden);
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static void print(DeadLetter letter, PrintWriter out) {
        out.printf(
                "reason=%s topic=%s partition=%d offset=%d key=%s%n  cause: %s%n  value: %s%n",
                letter.reason(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.hasLostKey() ? TOO_LARGE : SafeText.of(letter.key(), BYTES_SHOWN),
                letter.cause(),
                letter.hasLostValue() ? TOO_LARGE : SafeText.of(letter.value(), BYTES_SHOWN));
    }
}
