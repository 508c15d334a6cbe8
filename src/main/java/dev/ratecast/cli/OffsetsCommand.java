package dev.ratecast.cli;

import picocli.CommandLine.Command;

/** Shows and sets how far the ratings topic is applied. */
@Command(
        name = "offsets",
        description = "Show or set how far each partition of the ratings topic is applied.",
        mixinStandardHelpOptions = true,
        subcommands = {OffsetsListCommand.class, OffsetsSetCommand.class})
final class OffsetsCommand {}
