package dev.ratecast.chaos;

import dev.ratecast.embedded.EmbeddedDatabase;
import dev.ratecast.embedded.EmbeddedKafka;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.testing.Tables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A broker and a durable Postgres on fixed ports, which can be restarted. */
final class ChaosServers implements AutoCloseable {
    static final String TOPIC = "ratings";
    static final String DEAD_LETTERS = "ratings-dead-letter";
    static final String UNDISTURBED_DEAD_LETTERS = "undisturbed-dead-letter";
    private static final String UNDISTURBED_DATABASE = "undisturbed";
    private static final int PARTITIONS = 6;

    private final Path folder;
    private final int postgresPort = freePort();
    private final int kafkaPort = freePort();
    private EmbeddedDatabase postgres;
    private EmbeddedKafka kafka;

    ChaosServers(Path folder) throws Exception {
        this.folder = folder;
        startPostgres();
        startKafka();
        Tables.execute(dataSource(EmbeddedDatabase.NAME, "postgres"), "alter role ratecast createdb");
        Tables.execute(disturbed(), "create database " + UNDISTURBED_DATABASE);
        for (DataSource database : List.of(disturbed(), undisturbed())) {
            Flyway.configure().dataSource(database).load().migrate();
        }
        createTopics();
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** The configuration keys that lead an application here. */
    Map<String, String> configuration() {
        return Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "quarkus.datasource.jdbc.url",
                postgres.jdbcUrl(),
                "quarkus.datasource.username",
                EmbeddedDatabase.NAME,
                "quarkus.datasource.password",
                EmbeddedDatabase.NAME);
    }

    /** The database that the application processes write. */
    DataSource disturbed() {
        return dataSource(EmbeddedDatabase.NAME, EmbeddedDatabase.NAME);
    }

    /** The database of the run that nobody disturbs. */
    DataSource undisturbed() {
        return dataSource(UNDISTURBED_DATABASE, EmbeddedDatabase.NAME);
    }

    /** How far each partition of the ratings topic is consumed, as a database has it. */
    Map<Integer, Long> consumed(DataSource database) {
        return new OffsetTable(database)
                .all(TOPIC).stream().collect(Collectors.toMap(StoredOffset::partition, StoredOffset::nextOffset));
    }

    /** Stops Postgres, by order or as a crash, and starts it again after a while. */
    void restartPostgres(boolean crash, Duration away) throws Exception {
        if (crash) {
            long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .get(0)
                    .strip());
            // An immediate shutdown: no checkpoint, no goodbye to clients, recovery at the next start.
            new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster))
                    .start()
                    .waitFor();
            ProcessHandle.of(postmaster)
                    .ifPresent(server ->
                            server.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        }
        postgres.close();
        Thread.sleep(away.toMillis());
        startPostgres();
    }

    /** Stops the broker, and starts it again after a while. */
    void restartKafka(Duration away) throws InterruptedException {
        kafka.close();
        Thread.sleep(away.toMillis());
        startKafka();
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    private void startPostgres() {
        postgres = EmbeddedDatabase.start(folder.resolve("postgres"), postgresPort, EmbeddedDatabase.DURABLE);
    }

    private void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort, Map.of());
    }

    private void createTopics() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, PARTITIONS, (short) 1),
                            new NewTopic(DEAD_LETTERS, 1, (short) 1),
                            new NewTopic(UNDISTURBED_DEAD_LETTERS, 1, (short) 1),
                            new NewTopic("prediction-requests", 1, (short) 1),
                            new NewTopic("prediction-replies", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private DataSource dataSource(String database, String user) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + postgresPort + "/" + database);
        dataSource.setUser(user);
        dataSource.setPassword(user);
        return dataSource;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port on loopback", e);
        }
    }
}
