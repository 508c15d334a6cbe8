package dev.ratecast.cli;

import picocli.CommandLine.Command;

/** Shows dead letters, and sends them again. */
@Command(
        name = "dead-letters",
        description = "Show the events that were refused, or send them to their topic again.",
        mixinStandardHelpOptions = true,
        subcommands = {DeadLettersListCommand.class, DeadLettersResendCommand.class})
final class DeadLettersCommand {}
