package dev.ratecast.cli;

import dev.ratecast.ingestion.TableAudit;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.postgres.AggregateAudit;
import dev.ratecast.ingestion.postgres.Installation;
import dev.ratecast.rating.config.RatingConfig;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Proves that aggregates, offsets and the memory of replicas are what ratings and topic give. */
@Command(
        name = "audit",
        description = {
            "Compare every aggregate in Postgres with a recount of the ratings, in one snapshot; the stored offsets "
                    + "with those of the topic; and the memory of running replicas with the tables.",
            "Exit code 0: nothing differs; 1: something does, or a replica could not be compared. The service may go "
                    + "on meanwhile."
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    private static final int DIFFER = 1;
    private static final String TOKEN = "ratecast.admin.token";

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseAddress database;

    @Mixin
    private BrokerAddress broker;

    @Mixin
    private EmbeddedInstance embedded;

    @Option(names = "--tables-only", description = "Compare no offsets, and ask no broker.")
    private boolean tablesOnly;

    @Option(
            names = "--replica",
            paramLabel = "URL",
            converter = ReplicaConverter.class,
            description = "A replica's REST address, such as http://localhost:8080, whose memory is compared as well; "
                    + "may be repeated.")
    private List<URI> replicas = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The admin's bearer token for --replica (default: " + TOKEN + ").")
    private @Nullable String token;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait until a replica and the tables stand at the same offsets "
                    + "(default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Override
    public Integer call() throws SQLException, InterruptedException {
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
        String topic = CommandConfig.of(IngestionConfig.class).topic();
        if (!tablesOnly) {
            clean &= print(OffsetAudit.run(dataSource, broker.settings(embedded), topic));
        }
        Optional<String> shown =
                Optional.ofNullable(token).or(() -> ConfigProvider.getConfig().getOptionalValue(TOKEN, String.class));
        ReplicaAudit memory = new ReplicaAudit(dataSource, config.toScale(), config.toEras(), topic, shown);
        for (URI replica : replicas) {
            clean &= print(memory.run(replica, Duration.ofSeconds(waitSeconds)));
        }
        return clean ? CommandLine.ExitCode.OK : DIFFER;
    }

    static final class ReplicaConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI address = new URI(text);
                boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
                if (isWeb && address.getHost() != null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // Said below, together with addresses of something else.
            }
            throw new TypeConversionException("must be an address such as http://localhost:8080, not " + text);
        }
    }

    private boolean print(TableAudit audit) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-24s rows=%,d differences=%,d%n", audit.table(), audit.rows(), audit.differences());
        audit.first().forEach(line -> out.println("  " + line));
        long more = audit.differences() - audit.first().size();
        if (more > 0) {
            out.printf("  and %,d more%n", more);
        }
        out.flush();
        return audit.isClean();
    }
}
