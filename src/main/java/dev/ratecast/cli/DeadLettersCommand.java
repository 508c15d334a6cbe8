package dev.ratecast.cli;

import picocli.CommandLine.Command;

/** Shows dead letters, and replays them. */
@Command(
        name = "dead-letters",
        description = "Show the events that were refused, or send them to their topic again, mended or not.",
        mixinStandardHelpOptions = true,
        subcommands = {DeadLettersListCommand.class, DeadLettersShowCommand.class, DeadLettersReplayCommand.class})
final class DeadLettersCommand {}
