package dev.ratecast.ingestion.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The services that are connected to a database. */
final class Replicas {
    private static final String CONNECTED =
            """
            select exists (
                select from pg_stat_activity
                where datname = current_database() and application_name = 'ratecast' and pid <> pg_backend_pid())
            """;

    private Replicas() {}

    static boolean areConnected(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(CONNECTED)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
