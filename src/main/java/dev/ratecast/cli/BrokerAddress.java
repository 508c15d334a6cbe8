package dev.ratecast.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the broker listens: the option, else the configuration, else what a running embedded instance wrote down. */
final class BrokerAddress {
    private static final String KEY = "kafka.bootstrap.servers";
    private static final String ENDPOINTS_FILE = "endpoints.properties";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka broker; by default " + KEY + " (KAFKA_BOOTSTRAP_SERVERS), "
                    + "else that of the embedded instance of this state folder.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = ".ratecast",
            description = "Where an embedded instance keeps its state (default: ${DEFAULT-VALUE}).")
    private Path stateDir;

    /** The bootstrap servers; wrong usage where nothing names any. */
    String find() {
        if (bootstrapServers != null) {
            return bootstrapServers;
        }
        Optional<String> configured = ConfigProvider.getConfig().getOptionalValue(KEY, String.class);
        return configured
                .or(this::ofEmbeddedInstance)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No broker is known: give --bootstrap-servers, set KAFKA_BOOTSTRAP_SERVERS, or start the "
                                + "embedded instance (" + stateDir.resolve(ENDPOINTS_FILE) + " is not there)"));
    }

    private Optional<String> ofEmbeddedInstance() {
        Path file = stateDir.resolve(ENDPOINTS_FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties endpoints = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            endpoints.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return Optional.ofNullable(endpoints.getProperty(KEY));
    }
}
