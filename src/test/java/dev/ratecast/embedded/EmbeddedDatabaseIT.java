package dev.ratecast.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database starts on whatever a run that ended amid something left in its folder. */
class EmbeddedDatabaseIT {
    @TempDir
    private Path folder;

    @Test
    void it_starts_after_a_run_that_had_made_the_role_only() throws SQLException {
        try (EmbeddedDatabase first = EmbeddedDatabase.startUntilClosed(folder, Ports.free(), Map.of());
                Connection connection = DriverManager.getConnection(
                        first.jdbcUrl().replace("/" + EmbeddedDatabase.NAME, "/postgres"), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + EmbeddedDatabase.NAME);
        }
        try (EmbeddedDatabase second = EmbeddedDatabase.startUntilClosed(folder, Ports.free(), Map.of());
                Connection connection = connect(second);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user = pg_get_userbyid(datdba)"
                        + " from pg_database where datname = current_database()")) {
            assertThat(row.next() && row.getBoolean(1)).isTrue();
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), EmbeddedDatabase.NAME, EmbeddedDatabase.NAME);
    }

    @Test
    void a_server_that_was_left_behind_ends_though_a_client_is_connected() throws Exception {
        EmbeddedDatabase left = EmbeddedDatabase.startUntilClosed(folder, Ports.free(), Map.of());
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        try (Connection client = connect(left)) {
            assertThat(client.isValid(5)).isTrue();
            long begun = System.nanoTime();

            EmbeddedDatabase.stopLeftover(folder);

            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            assertThat(folder.resolve("postmaster.pid")).doesNotExist();
        } finally {
            left.close();
        }
    }

    @Test
    void a_pid_file_of_a_folder_that_is_gone_is_of_nobody() throws Exception {
        Path pidFile = Files.writeString(
                folder.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + folder.resolve("gone") + "\n");

        EmbeddedDatabase.stopLeftover(folder);

        assertThat(pidFile).doesNotExist();
    }
}
