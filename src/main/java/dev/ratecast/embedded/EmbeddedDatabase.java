package dev.ratecast.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Postgres server beside this JVM, on loopback, with a database, user and password {@value #NAME}. */
public final class EmbeddedDatabase implements AutoCloseable {
    /** Name of the database, of its owner, and the owner's password. */
    public static final String NAME = "ratecast";

    /** Settings under which what is committed survives a crash of the machine; without them the server does not wait for the disk. */
    public static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private static final long PATIENCE_SECONDS = 15;

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server on its folder, filling the folder at the first start. It stops with this JVM at the latest.
     *
     * @param settings lines of postgresql.conf, by name
     */
    public static EmbeddedDatabase start(Path folder, int port, Map<String, String> settings) {
        return start(folder, port, settings, true);
    }

    /** The same, but whoever starts it stops it: once nobody needs it any more, when a JVM ends. */
    static EmbeddedDatabase startUntilClosed(Path folder, int port, Map<String, String> settings) {
        return start(folder, port, settings, false);
    }

    private static EmbeddedDatabase start(
            Path folder, int port, Map<String, String> settings, boolean stopsWithTheJvm) {
        try {
            Files.createDirectories(folder);
            stopLeftover(folder);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setRegisterShutdownHook(stopsWithTheJvm)
                    .setPGStartupWait(Duration.ofSeconds(60));
            settings.forEach(builder::setServerConfig);
            EmbeddedDatabase database = new EmbeddedDatabase(builder.start());
            database.createDatabase();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Postgres does not start on " + folder, e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + NAME;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Postgres does not stop", e);
        }
    }

    private void createDatabase() {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // Each for itself: a start may end between the two.
            if (!isThere(statement, "select from pg_roles where rolname = '" + NAME + "'")) {
                statement.execute("create role " + NAME + " login password '" + NAME + "'");
            }
            if (!isThere(statement, "select from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the embedded database " + NAME, e);
        }
    }

    private static boolean isThere(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            return found.next();
        }
    }

    /** Ends the server that a killed process left on this folder; its own pid file says which process that is. */
    static void stopLeftover(Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() > 1 && isSame(Path.of(lines.get(1)), folder)) {
            ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                    .ifPresent(EmbeddedDatabase::end);
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean isSame(Path written, Path folder) throws IOException {
        return Files.exists(written) && Files.isSameFile(written, folder);
    }

    private static void end(ProcessHandle server) {
        shutDownFast(server);
        if (!hasEnded(server)) {
            server.destroyForcibly();
            if (!hasEnded(server)) {
                throw new IllegalStateException("the Postgres server of an earlier run, process " + server.pid()
                        + ", does not end; end it by hand");
            }
        }
    }

    /** By SIGINT, on which Postgres does not wait for its clients. */
    private static void shutDownFast(ProcessHandle server) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
        } catch (IOException e) {
            // There is no such command. This waits for clients.
            server.destroy();
        }
    }

    private static boolean hasEnded(ProcessHandle server) {
        server.onExit()
                .completeOnTimeout(server, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return !server.isAlive();
    }
}
