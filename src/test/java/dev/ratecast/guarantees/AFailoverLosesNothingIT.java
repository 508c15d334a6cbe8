package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.embedded.EmbeddedDatabase;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.testing.Folders;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.SilentObserver;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.TcpProxy;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The primary ends; a standby that had not received its last commits takes no writes at first, and is promoted then.
 * Ingestion waits, finds offsets and ratings where the standby has them, and reads on from there, also in partitions to
 * which nothing more comes.
 */
class AFailoverLosesNothingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Path folder;
    private int primaryPort;
    private EmbeddedDatabase primary;

    @BeforeEach
    void startPrimary() throws IOException {
        folder = Files.createTempDirectory("ratecast-failover-");
        primaryPort = freePort();
        primary = EmbeddedDatabase.start(folder.resolve("primary"), primaryPort, Map.of());
    }

    @AfterEach
    void clear() {
        Folders.delete(folder);
    }

    @Test
    void ratings_that_the_promoted_standby_never_received_are_read_again() throws Exception {
        try (TcpProxy proxy = new TcpProxy(primaryPort);
                IngestionUnderTest ingestion = new IngestionUnderTest(3, Map.of("max-batch", "50"))) {
            DataSource database = behind(proxy);
            Flyway.configure().dataSource(database).load().migrate();
            RatingsConsumer consumer = ingestion.startConsumer(
                    new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1))::parse,
                    ingestion.store(database),
                    new OffsetTable(database),
                    new SilentObserver(),
                    new TopicLook(Servers.kafka(), ingestion.topic()));
            send(ingestion, 0, 300);
            awaitRatings(database, 300);

            primary.close();
            Path standbyFolder = copyOfPrimary();
            primary = EmbeddedDatabase.start(folder.resolve("primary"), primaryPort, Map.of());
            send(ingestion, 300, 300);
            awaitRatings(database, 600);
            primary.close();

            int standbyPort = freePort();
            try (EmbeddedDatabase standby = EmbeddedDatabase.start(standbyFolder, standbyPort, Map.of())) {
                proxy.switchTo(standbyPort);
                // To one partition, so that the others stay as quiet as they are.
                sendOf(ingestion, 1, 600, 100);
                ingestion.flush();
                Awaitility.await().atMost(PATIENCE).until(() -> String.valueOf(
                                consumer.status().waitingFor())
                        .contains("read-only transaction"));
                assertThat(Tables.number(database, "select count(*) from rating"))
                        .as("the standby lags behind")
                        .isEqualTo(300);

                promote(standby);
                awaitRatings(database, 700);

                assertThat(ingestion.deadLetters()).isEmpty();
                assertThat(Tables.aggregates(database)).isEqualTo(Tables.recount(database));
                assertThat(Tables.rows(database, "select sum(next_offset) from consumed_offset"))
                        .isEqualTo(List.of("700|"));
                Awaitility.await().atMost(PATIENCE).until(() -> consumer.status()
                        .isHealthy());
                ingestion.stop(consumer);
            }
        }
    }

    /** A standby by its signal file; nothing more comes to it from the primary. */
    private Path copyOfPrimary() throws IOException {
        Path from = folder.resolve("primary");
        Path to = folder.resolve("standby");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.createFile(to.resolve("standby.signal"));
        return to;
    }

    private static void promote(EmbeddedDatabase standby) throws SQLException {
        try (Connection connection = DriverManager.getConnection(standby.jdbcUrl(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_promote()");
        }
    }

    private static DataSource behind(TcpProxy proxy) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl("jdbc:postgresql://localhost:%d/%s?sslmode=disable&socketTimeout=5&connectTimeout=5"
                .formatted(proxy.port(), EmbeddedDatabase.NAME));
        database.setUser(EmbeddedDatabase.NAME);
        database.setPassword(EmbeddedDatabase.NAME);
        return database;
    }

    private static void awaitRatings(DataSource database, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> Tables.number(database, "select count(*) from rating") == count);
    }

    private static void send(IngestionUnderTest ingestion, int first, int count) {
        for (int i = first; i < first + count; i++) {
            sendOf(ingestion, i % 37, i, 1);
        }
        ingestion.flush();
    }

    private static void sendOf(IngestionUnderTest ingestion, int customer, int first, int count) {
        for (int i = first; i < first + count; i++) {
            ingestion.send(
                    customer,
                    "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-01\"}"
                            .formatted(customer, i, 1 + i % 5));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
