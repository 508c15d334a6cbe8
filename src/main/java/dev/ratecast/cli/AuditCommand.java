package dev.ratecast.cli;

import dev.ratecast.ingestion.TableAudit;
import dev.ratecast.ingestion.postgres.AggregateAudit;
import dev.ratecast.ingestion.postgres.Installation;
import dev.ratecast.rating.config.RatingConfig;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proves that every aggregate is what a recount of the ratings gives. */
@Command(
        name = "audit",
        description = {
            "Compare every aggregate in Postgres with a recount of the ratings, in one snapshot.",
            "Exit code 0: nothing differs; 1: something does. The service may go on meanwhile."
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    private static final int DIFFER = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseAddress database;

    @Mixin
    private EmbeddedInstance embedded;

    @Override
    public Integer call() throws SQLException {
        DataSource dataSource = database.find(embedded);
        RatingConfig config = CommandConfig.of(RatingConfig.class);
        List<String> otherSettings =
                new Installation(config.toScale(), config.toEras(), config.effectiveNeighborGap()).compare(dataSource);
        if (!otherSettings.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.join("; ", otherSettings) + ". Audit with the service's configuration, or `rebuild`");
        }
        boolean clean = new AggregateAudit(dataSource, config.toEras()).run(this::print);
        return clean ? CommandLine.ExitCode.OK : DIFFER;
    }

    private void print(TableAudit audit) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-24s rows=%,d differences=%,d%n", audit.table(), audit.rows(), audit.differences());
        audit.first().forEach(line -> out.println("  " + line));
        long more = audit.differences() - audit.first().size();
        if (more > 0) {
            out.printf("  and %,d more%n", more);
        }
        out.flush();
    }
}
