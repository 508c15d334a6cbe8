package dev.ratecast.ingestion.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long a batch's transaction may hold up others, set per transaction, because behind a transaction pooler nothing
 * else stays with the connection. A frozen owner is cut off by {@code idle}.
 */
public record TransactionTimeouts(Duration statement, Duration lock, Duration idle) {
    /** @throws dev.ratecast.ingestion.StoreUnavailableException where that fails, for whatever reason: no event is to blame */
    void apply(Connection connection) {
        String sql =
                """
                select set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true),
                       set_config('idle_in_transaction_session_timeout', ?, true)
                """;
        try (PreparedStatement set = connection.prepareStatement(sql)) {
            set.setString(1, Long.toString(statement.toMillis()));
            set.setString(2, Long.toString(lock.toMillis()));
            set.setString(3, Long.toString(idle.toMillis()));
            set.execute();
        } catch (SQLException e) {
            throw SqlFaults.unavailable(e);
        }
    }
}
