package dev.ratecast.cli;

import dev.ratecast.embedded.EmbeddedServers;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/** The option that names an embedded instance, and what that one wrote down of its servers while it runs. */
final class EmbeddedInstance {
    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = ".ratecast",
            description = "Where an embedded instance keeps its state (default: ${DEFAULT-VALUE}).")
    private Path stateDir;

    /** The file that is there while the instance runs. */
    Path endpointsFile() {
        return stateDir.resolve(EmbeddedServers.ENDPOINTS_FILE);
    }

    /** What the running instance says under a configuration key; empty where none runs. */
    Optional<String> endpoint(String key) {
        Path file = endpointsFile();
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties endpoints = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            endpoints.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return Optional.ofNullable(endpoints.getProperty(key));
    }
}
