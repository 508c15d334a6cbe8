package dev.ratecast.cli;

import dev.ratecast.embedded.EmbeddedMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the service until it is stopped. */
@Command(name = "serve", description = "Run the service (the default command).", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /** Without these there is nothing to serve from; a default would hide that. */
    private static final List<String> REQUIRED = List.of("kafka.bootstrap.servers", "quarkus.datasource.jdbc.url");

    @Option(
            names = "--embedded",
            description = "Bring an own Kafka broker, an own Postgres and the sample (what dev mode does).")
    private boolean embedded;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = ".ratecast",
            description = "Where the embedded servers keep their state (default: ${DEFAULT-VALUE}).")
    private Path stateDir = Path.of(".ratecast");

    @Option(names = "--fresh", description = "Delete what earlier runs left in the state folder first.")
    private boolean fresh;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (embedded) {
            if (Files.exists(stateDir) && !Files.isDirectory(stateDir)) {
                throw new ParameterException(spec.commandLine(), "--state-dir names a file, not a folder: " + stateDir);
            }
            EmbeddedMode.enter(stateDir, fresh);
        } else {
            requireConfiguration();
        }
        AtomicInteger exitCode = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Quarkus.run(null, (code, failure) -> {
            exitCode.set(code);
            failed.set(failure);
        });
        EmbeddedMode.applicationStopped();
        Throwable failure = failed.get();
        if (failure != null) {
            if (LaunchMode.current() == LaunchMode.NORMAL) {
                // They say much while they stop, and the reason is to be read last. In dev mode they wait for a reload.
                EmbeddedMode.stopServers();
            }
            throw new IllegalStateException("the service does not start: " + rootOf(failure), failure);
        }
        return exitCode.get();
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    private void requireConfiguration() {
        List<String> missing = REQUIRED.stream()
                .filter(key -> ConfigProvider.getConfig()
                        .getOptionalValue(key, String.class)
                        .isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "missing configuration: " + String.join(", ", missing)
                            + "\nSet them as environment variables or system properties, or try `serve --embedded`.");
        }
    }
}
