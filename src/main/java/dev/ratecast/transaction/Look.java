package dev.ratecast.transaction;

import dev.ratecast.transaction.Transaction.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A short question on a connection of its own, by whoever cannot wait long. The connection ends where the database says
 * nothing for longer. A JDBC query timeout asks the server to cancel, which a frozen server does not.
 */
public final class Look {
    private Look() {}

    /**
     * Asks.
     *
     * @param patience the longest time without a byte of the answer
     */
    public static <T> T within(Duration patience, DataSource dataSource, Work<T> question) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
            try {
                return question.in(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            }
        }
    }
}
