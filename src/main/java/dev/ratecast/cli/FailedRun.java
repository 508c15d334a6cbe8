package dev.ratecast.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Ends a command that threw: the reason on standard error, exit code 1; the stack trace with {@code RATECAST_DEBUG}. */
final class FailedRun implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println(commandLine.getColorScheme().errorText(FaultText.withReason(failure)));
        if (System.getenv("RATECAST_DEBUG") != null) {
            failure.printStackTrace(commandLine.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
