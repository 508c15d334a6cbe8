package dev.ratecast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.cli.RatecastCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine;

/** Commands as an operator runs them, pointed at the topics and the database of an ingestion. */
public final class CommandUnderTest {
    private final Map<String, String> configuration = new HashMap<>();

    public CommandUnderTest(IngestionUnderTest ingestion) {
        PGSimpleDataSource database = (PGSimpleDataSource) ingestion.dataSource();
        configuration.put("quarkus.datasource.jdbc.url", String.valueOf(database.getUrl()));
        configuration.put("quarkus.datasource.username", String.valueOf(database.getUser()));
        configuration.put("quarkus.datasource.password", String.valueOf(database.getPassword()));
        configuration.put("kafka.bootstrap.servers", Servers.bootstrapServers());
        configuration.put("ratecast.ingestion.topic", ingestion.topic());
        configuration.put("ratecast.ingestion.dead-letter-topic", ingestion.deadLetterTopic());
    }

    /** What a command gave back, and all that it printed. */
    public record Result(int exitCode, String text) {}

    public CommandUnderTest with(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    /** Runs a command under the configuration. */
    public Result run(String... args) {
        configuration.forEach(System::setProperty);
        try {
            return execute(args);
        } finally {
            configuration.keySet().forEach(System::clearProperty);
        }
    }

    /** Runs a command that needs no installation and has to succeed. @return all that it printed */
    public static String succeed(List<String> args) {
        Result result = execute(args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.text()).isZero();
        return result.text();
    }

    private static Result execute(String... args) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        CommandLine commandLine =
                RatecastCommand.commandLine().setOut(writer).setErr(writer).setColorScheme(plain());
        int exitCode = commandLine.execute(args);
        writer.flush();
        return new Result(exitCode, text.toString());
    }

    private static CommandLine.Help.ColorScheme plain() {
        return CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF);
    }
}
