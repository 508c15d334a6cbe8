package dev.ratecast.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Work on a connection of its own, in one transaction: committed where the work returns, rolled back whatever is thrown.
 * An {@link Error} counts too. A pool turns auto-commit on when a connection comes back, and JDBC has that commit what is
 * open; half of the work would stay.
 */
public final class Transaction {
    private Transaction() {}

    /**
     * What is done with a connection.
     *
     * @param <T> what it comes to
     */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Work each of whose statements sees what was committed before it. */
    public static <T> T of(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (Throwable e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    /** Work that reads what was committed at one moment. */
    public static <T> T snapshot(DataSource dataSource, Work<T> work) throws SQLException {
        return snapshot(dataSource, "", work);
    }

    /**
     * The same with settings of its own.
     *
     * @param settings statements such as {@code set local}, sent along in one round trip
     */
    public static <T> T snapshot(DataSource dataSource, String settings, Work<T> work) throws SQLException {
        return of(dataSource, connection -> {
            try (Statement begin = connection.createStatement()) {
                begin.execute("set transaction isolation level repeatable read read only; " + settings);
            }
            return work.in(connection);
        });
    }

    /** A connection that cannot be rolled back must not go back to a pool as if nothing were open. */
    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (Throwable e) {
            cause.addSuppressed(e);
            abort(connection, cause);
        }
    }

    private static void abort(Connection connection, Throwable cause) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
