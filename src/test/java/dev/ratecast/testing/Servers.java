package dev.ratecast.testing;

import dev.ratecast.embedded.EmbeddedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One broker and one Postgres for all tests of this JVM: containers where Docker answers, the embedded ones elsewhere.
 * Tests keep apart by databases and topics of their own.
 */
public final class Servers {
    private static final String BOOTSTRAP = "test.servers.kafka";
    private static final String JDBC_URL = "test.servers.jdbc-url";
    private static final String USER = "ratecast";

    private Servers() {}

    public static String bootstrapServers() {
        return property(BOOTSTRAP);
    }

    /** Client settings that reach the broker. */
    public static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** The URL of a new, empty database; user and password are {@code ratecast}. */
    public static String newDatabase() {
        String server = property(JDBC_URL);
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(server, USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a test database", e);
        }
        return server.replaceFirst("/ratecast(\\?.*)?$", "/" + name);
    }

    /** A new database with the schema. */
    public static DataSource newMigratedDatabase() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(newDatabase());
        dataSource.setUser(USER);
        dataSource.setPassword(USER);
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    // System properties, because Quarkus loads test classes in a class loader of its own.
    private static String property(String key) {
        synchronized (System.class) {
            if (System.getProperty(key) == null) {
                start();
            }
            return System.getProperty(key);
        }
    }

    private static void start() {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            startContainers();
        } else {
            startEmbedded();
        }
    }

    @SuppressWarnings("resource") // they serve the whole JVM and are closed with it
    private static void startContainers() {
        PostgreSQLContainer<?> postgres = new PostgreSQLContainer<>(DockerImageName.parse("postgres:17"))
                .withDatabaseName(USER)
                .withUsername(USER)
                .withPassword(USER);
        KafkaContainer kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.1.1"));
        postgres.start();
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kafka.stop();
            postgres.stop();
        }));
        System.setProperty(BOOTSTRAP, kafka.getBootstrapServers());
        System.setProperty(JDBC_URL, postgres.getJdbcUrl());
    }

    private static void startEmbedded() {
        try {
            Path folder = Files.createTempDirectory("ratecast-test-");
            EmbeddedServers servers = EmbeddedServers.start(folder, 0, 0, Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                servers.close();
                EmbeddedServers.clear(folder);
            }));
            Map<String, String> configuration = servers.configuration();
            System.setProperty(BOOTSTRAP, configuration.get("kafka.bootstrap.servers"));
            allowDatabases(configuration.get("quarkus.datasource.jdbc.url"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void allowDatabases(String url) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + USER + " createdb");
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded Postgres lets no test create databases", e);
        }
        System.setProperty(JDBC_URL, url);
    }
}
