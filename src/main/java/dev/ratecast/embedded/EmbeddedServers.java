package dev.ratecast.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The embedded broker and database on one state folder, and the configuration that points the service at them. */
public final class EmbeddedServers implements AutoCloseable {
    /** In the state folder while the servers run: the configuration keys that reach them. */
    public static final String ENDPOINTS_FILE = "endpoints.properties";

    /** The folder in the state folder where a snapshot of the memory is kept. */
    static final String KNOWN_FOLDER = "known";

    /** The file in the state folder that says that the sample has been sent. */
    public static final String SAMPLE_FILE = "sample-imported";

    private static final String POSTGRES_FOLDER = "postgres";
    private static final String KAFKA_FOLDER = "kafka";

    /** The lock goes last: until then the folder is known as one of ours. */
    private static final List<String> OWN_ENTRIES =
            List.of(POSTGRES_FOLDER, KAFKA_FOLDER, KNOWN_FOLDER, SAMPLE_FILE, ENDPOINTS_FILE, StateLock.FILE);

    private final StateLock lock;
    private final EmbeddedKafka kafka;
    private final EmbeddedDatabase database;
    private final Path endpoints;

    private EmbeddedServers(StateLock lock, EmbeddedKafka kafka, EmbeddedDatabase database, Path endpoints) {
        this.lock = lock;
        this.kafka = kafka;
        this.database = database;
        this.endpoints = endpoints;
    }

    /**
     * Starts both servers; each takes its preferred port where that is free, else another. Whoever starts them closes them,
     * when the JVM ends too.
     *
     * @param kafkaPort 0 for any
     * @param postgresPort 0 for any
     * @param postgresSettings lines of postgresql.conf, by name
     * @throws StateInUseException where another process runs on the folder
     */
    public static EmbeddedServers start(
            Path stateFolder, int kafkaPort, int postgresPort, Map<String, String> postgresSettings) {
        Path state = stateFolder.toAbsolutePath();
        StateLock lock = StateLock.take(state);
        EmbeddedDatabase database = null;
        try {
            database = EmbeddedDatabase.startUntilClosed(
                    state.resolve(POSTGRES_FOLDER), Ports.preferred(postgresPort, "Postgres"), postgresSettings);
            EmbeddedKafka kafka =
                    EmbeddedKafka.start(state.resolve(KAFKA_FOLDER), Ports.preferred(kafkaPort, "Kafka"), Map.of());
            EmbeddedServers servers = new EmbeddedServers(lock, kafka, database, state.resolve(ENDPOINTS_FILE));
            servers.writeEndpoints();
            return servers;
        } catch (RuntimeException e) {
            if (database != null) {
                database.close();
            }
            lock.close();
            throw e;
        }
    }

    /**
     * Deletes everything that earlier runs left in the folder, and nothing else: other files stay, and a folder that no
     * run has used stays as it is.
     *
     * @throws StateInUseException where another process runs on it
     */
    public static void clear(Path stateFolder) {
        if (!Files.exists(stateFolder.resolve(StateLock.FILE))) {
            return;
        }
        StateLock.take(stateFolder).close();
        try {
            for (String own : OWN_ENTRIES) {
                delete(stateFolder.resolve(own));
            }
            if (isEmpty(stateFolder)) {
                Files.delete(stateFolder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + stateFolder, e);
        }
    }

    private static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Quarkus's own keys for these servers. */
    public Map<String, String> configuration() {
        return Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl(),
                "quarkus.datasource.username",
                EmbeddedDatabase.NAME,
                "quarkus.datasource.password",
                EmbeddedDatabase.NAME);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(endpoints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            try {
                kafka.close();
            } finally {
                database.close();
                lock.close();
            }
        }
    }

    private void writeEndpoints() {
        Properties properties = new Properties();
        properties.putAll(configuration());
        try (Writer writer = Files.newBufferedWriter(endpoints, StandardCharsets.UTF_8)) {
            properties.store(writer, "Where the embedded broker and database listen while they run");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + endpoints, e);
        }
    }
}
