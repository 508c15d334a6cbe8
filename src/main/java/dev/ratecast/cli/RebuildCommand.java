package dev.ratecast.cli;

import dev.ratecast.ingestion.postgres.AggregateRebuild;
import dev.ratecast.rating.config.RatingConfig;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Recomputes every aggregate from the ratings. */
@Command(
        name = "rebuild",
        description = {
            "Recompute every aggregate in Postgres from the ratings, with the configured scale, eras and neighbor gap.",
            "Ingestion waits meanwhile, and predictions go on. Where the settings change, it is refused while a service "
                    + "is connected: stop every replica first, and start them with the new settings."
        },
        mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseAddress database;

    @Mixin
    private EmbeddedInstance embedded;

    @Override
    public Integer call() throws SQLException {
        RatingConfig config = CommandConfig.of(RatingConfig.class);
        PrintWriter out = spec.commandLine().getOut();
        List<String> changed = new AggregateRebuild(
                        database.find(embedded), config.toScale(), config.toEras(), config.effectiveNeighborGap())
                .run((table, rows) -> {
                    out.printf("%-24s rows written=%,d%n", table, rows);
                    out.flush();
                });
        changed.forEach(setting -> out.println("changed: " + setting));
        out.println("committed");
        return CommandLine.ExitCode.OK;
    }
}
