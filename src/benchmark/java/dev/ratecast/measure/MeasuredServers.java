package dev.ratecast.measure;

import dev.ratecast.embedded.EmbeddedDatabase;
import dev.ratecast.embedded.EmbeddedServers;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.flywaydb.core.Flyway;

/** An embedded broker and a durable embedded Postgres on an empty folder, with the schema and a ratings topic. */
final class MeasuredServers implements AutoCloseable {
    static final String TOPIC = "ratings";
    static final int PARTITIONS = 6;

    private final EmbeddedServers servers;
    private final AgroalDataSource dataSource;
    private final long postmaster;

    /** @param postgres settings beside those that make it durable */
    MeasuredServers(Path folder, Map<String, String> postgres) throws SQLException {
        EmbeddedServers.clear(folder);
        Map<String, String> settings = new HashMap<>(postgres);
        settings.putAll(EmbeddedDatabase.DURABLE);
        settings.put("shared_preload_libraries", "pg_stat_statements");
        servers = EmbeddedServers.start(folder, 0, 0, settings);
        dataSource = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(16)
                        .connectionFactoryConfiguration(connections -> connections
                                .jdbcUrl(value("quarkus.datasource.jdbc.url"))
                                .principal(new NamePrincipal(EmbeddedDatabase.NAME))
                                .credential(new SimplePassword(EmbeddedDatabase.NAME)))));
        Flyway.configure().dataSource(dataSource).load().migrate();
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            if (!text("show " + setting).equals("on")) {
                throw new IllegalStateException(setting + " is not on");
            }
        }
        createTopics();
        try {
            postmaster = Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AgroalDataSource dataSource() {
        return dataSource;
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", value("kafka.bootstrap.servers"));
    }

    /** The first column of the first row. */
    String text(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** Processor time of this JVM, the broker's included. */
    long jvmCpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** Processor time of all processes of the Postgres server that live. */
    long postgresCpuNanos() {
        return ProcessHandle.of(postmaster).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(Duration::toNanos)
                .sum();
    }

    @Override
    public void close() {
        dataSource.close();
        servers.close();
    }

    private String value(String key) {
        return Objects.requireNonNull(servers.configuration().get(key));
    }

    private void createTopics() {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, PARTITIONS, (short) 1),
                            new NewTopic(TOPIC + "-dead-letter", 1, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot create topics", e);
        }
    }
}
