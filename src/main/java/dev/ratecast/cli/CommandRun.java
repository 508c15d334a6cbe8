package dev.ratecast.cli;

import java.util.Locale;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs the command that was named. It writes figures alike on every machine, whatever the machine's locale; a lack of memory
 * is a failure like others, where picocli would leave it to the JVM.
 */
final class CommandRun implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
        Locale before = Locale.getDefault();
        Locale format = Locale.getDefault(Locale.Category.FORMAT);
        Locale display = Locale.getDefault(Locale.Category.DISPLAY);
        // Of all categories: writers of text go by the one without a name.
        Locale.setDefault(Locale.ROOT);
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), FaultText.of(e), e);
        } finally {
            Locale.setDefault(before);
            Locale.setDefault(Locale.Category.FORMAT, format);
            Locale.setDefault(Locale.Category.DISPLAY, display);
        }
    }
}
