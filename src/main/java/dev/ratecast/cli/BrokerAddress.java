package dev.ratecast.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the broker listens: the option, else the configuration, else what a running embedded instance wrote down. */
final class BrokerAddress {
    private static final String KEY = "kafka.bootstrap.servers";
    private static final String PREFIX = "kafka.";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka broker; by default " + KEY + " (KAFKA_BOOTSTRAP_SERVERS), "
                    + "else that of the embedded instance of this state folder.")
    private @Nullable String bootstrapServers;

    /** Client settings that reach the broker, what is configured under {@code kafka.} among them; wrong usage where nothing names one. */
    Map<String, Object> settings(EmbeddedInstance embedded) {
        Config config = ConfigProvider.getConfig();
        Map<String, Object> settings = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            // Environment variables come under their own names, such as KAFKA_SECURITY_PROTOCOL.
            String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (key.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> settings.put(key.substring(PREFIX.length()), value));
            }
        }
        settings.put(KEY.substring(PREFIX.length()), find(config, embedded));
        return settings;
    }

    private String find(Config config, EmbeddedInstance embedded) {
        return Optional.ofNullable(bootstrapServers)
                .or(() -> config.getOptionalValue(KEY, String.class))
                .or(() -> embedded.endpoint(KEY))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No broker is known: give --bootstrap-servers, set KAFKA_BOOTSTRAP_SERVERS, or start the "
                                + "embedded instance (" + embedded.endpointsFile() + " is not there)"));
    }
}
