package dev.ratecast.cli;

import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs the command that was named. A lack of memory is a failure like others, where picocli would leave it to the JVM. */
final class CommandRun implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), FaultText.of(e), e);
        }
    }
}
