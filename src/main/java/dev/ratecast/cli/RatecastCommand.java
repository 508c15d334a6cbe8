package dev.ratecast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top command: without a subcommand it serves. */
@Command(
        name = "ratecast",
        description = "Ratings in through Kafka, aggregates in Postgres, predictions out through REST and Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = ApplicationVersion.class,
        subcommands = {
            ServeCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            AblateCommand.class,
            ModelsCommand.class,
            ImportCommand.class,
            GenerateCommand.class,
            AuditCommand.class,
            RebuildCommand.class,
            OffsetsCommand.class,
            DeadLettersCommand.class
        })
public final class RatecastCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** A command line whose exit codes are 0 for success, 1 for a failed run and 2 for wrong usage. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new RatecastCommand())
                .setExecutionStrategy(new CommandRun())
                .setExecutionExceptionHandler(new FailedRun())
                .setParameterExceptionHandler(new WrongUsage())
                .setUsageHelpAutoWidth(true);
        shareVersion(commandLine);
        return commandLine;
    }

    /** Every subcommand takes {@code --version} too, and each has a provider of its own. */
    private static void shareVersion(CommandLine commandLine) {
        for (CommandLine subcommand : commandLine.getSubcommands().values()) {
            subcommand
                    .getCommandSpec()
                    .versionProvider(commandLine.getCommandSpec().versionProvider());
            shareVersion(subcommand);
        }
    }

    @Override
    public Integer call() {
        return spec.commandLine().execute("serve");
    }
}
