package dev.ratecast.cli;

import static dev.ratecast.cli.DeadLettersListCommand.TOO_LARGE;

import dev.ratecast.ingestion.kafka.DeadLetter;
import dev.ratecast.ingestion.kafka.DeadLetterTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows one dead letter whole, and writes its value to a file where it can be mended. */
@Command(
        name = "show",
        description = "Show a dead letter with all its headers and its whole value.",
        mixinStandardHelpOptions = true)
final class DeadLettersShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LettersUnderCommand letters;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable LetterChoice choice;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the value to this file, byte for byte, to mend it there.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Overwrite a file that is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        LetterChoice wanted = Objects.requireNonNull(choice);
        if (output != null) {
            OutputPlace.requireFile(spec, "--output", output);
            OutputPlace.requireFree(output, force);
        }
        DeadLetter[] found = new DeadLetter[1];
        try (DeadLetterTopic topic = letters.open()) {
            topic.read(letter -> {
                if (wanted.isOf(letter)) {
                    found[0] = letter;
                }
            });
        }
        DeadLetter letter = found[0];
        if (letter == null) {
            throw new IllegalStateException("there is no such dead letter in topic " + letters.topic());
        }
        print(letter, spec.commandLine().getOut());
        byte[] value = letter.value();
        if (output != null) {
            Files.write(output, value == null ? new byte[0] : value);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void print(DeadLetter letter, PrintWriter out) {
        out.printf("topic=%s partition=%d offset=%d%n", letter.topic(), letter.partition(), letter.offset());
        for (Header header : letter.kept().headers()) {
            out.printf("%s=%s%n", SafeText.of(header.key()), SafeText.of(header.value(), Integer.MAX_VALUE));
        }
        out.printf("key=%s%n", letter.hasLostKey() ? TOO_LARGE : SafeText.of(letter.key(), Integer.MAX_VALUE));
        out.printf("value=%s%n", letter.hasLostValue() ? TOO_LARGE : SafeText.of(letter.value(), Integer.MAX_VALUE));
        out.flush();
    }
}
