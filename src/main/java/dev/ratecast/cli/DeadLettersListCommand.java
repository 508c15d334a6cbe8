package dev.ratecast.cli;

import dev.ratecast.ingestion.kafka.DeadLetter;
import dev.ratecast.ingestion.kafka.DeadLetterTopic;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the newest dead letters: why, where from, and what. */
@Command(name = "list", description = "Show the newest dead letters.", mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {
    private static final int VALUE_BYTES_SHOWN = 200;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BrokerAddress broker;

    @Mixin
    private EmbeddedInstance embedded;

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
        String topic = CommandConfig.of(IngestionConfig.class).deadLetterTopic();
        Deque<DeadLetter> newest = new ArrayDeque<>();
        long[] count = new long[1];
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetterTopic letters = new DeadLetterTopic(broker.settings(embedded), topic)) {
            letters.read(letter -> {
                count[0]++;
                newest.add(letter);
                if (newest.size() > limit) {
                    newest.remove();
                }
            });
        }
        newest.forEach(letter -> print(letter, out));
        out.printf("%,d dead letters in topic %s, %,d shown%n", count[0], topic, newest.size());
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
                printable(letter.key()),
                letter.cause(),
                letter.hasLostValue() ? "(too large for the dead-letter topic)" : printable(letter.value()));
    }

    /** Bytes as text that is safe in a terminal: control characters as {@code \\uXXXX}. */
    static String printable(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "(none)";
        }
        String text = new String(bytes, 0, Math.min(VALUE_BYTES_SHOWN, bytes.length), StandardCharsets.UTF_8);
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append("\\u%04x".formatted(c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return bytes.length > VALUE_BYTES_SHOWN ? safe + "… (" + bytes.length + " bytes)" : safe.toString();
    }
}
