package dev.ratecast.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PgBouncer in transaction mode before the test servers' Postgres: each transaction may get another one of few
 * connections. Tests that start it are skipped where there is no {@code pgbouncer} on the PATH.
 */
public final class Pooler implements AutoCloseable {
    /** Fewer than the clients of a test, so that none keeps a connection for itself. */
    private static final int CONNECTIONS = 5;

    private final int port = freePort();
    private final Process process;

    private Pooler(Path program, Path folder, PGSimpleDataSource database) throws IOException {
        Path users = Files.writeString(folder.resolve("users.txt"), "\"ratecast\" \"ratecast\"\n");
        Path settings = Files.writeString(
                folder.resolve("pgbouncer.ini"),
                """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = %d
                server_round_robin = 1
                """
                        .formatted(
                                InetAddress.getByName(database.getServerNames()[0])
                                        .getHostAddress(),
                                database.getPortNumbers()[0],
                                port,
                                users,
                                CONNECTIONS));
        ProcessBuilder start = new ProcessBuilder(program.toString(), settings.toString());
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root.
            start.command().addAll(1, List.of("--user", "nobody"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        process = start.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    /**
     * Starts one, or skips the test.
     *
     * @param folder an empty folder for its files
     */
    public static Pooler before(DataSource database, Path folder) throws IOException {
        List<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(on -> Path.of(on, "pgbouncer"))
                .filter(Files::isExecutable)
                .toList();
        Assumptions.assumeFalse(found.isEmpty(), "no pgbouncer on the PATH: nothing is tested behind a pooler");
        return new Pooler(found.get(0), folder, (PGSimpleDataSource) database);
    }

    /** A database of the server, reached through the pooler as docs/kubernetes.md says. */
    public PGSimpleDataSource reach(DataSource database) {
        PGSimpleDataSource behind = new PGSimpleDataSource();
        behind.setUrl("jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0&ApplicationName=ratecast"
                .formatted(port, ((PGSimpleDataSource) database).getDatabaseName()));
        behind.setUser("ratecast");
        behind.setPassword("ratecast");
        return behind;
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }
}
