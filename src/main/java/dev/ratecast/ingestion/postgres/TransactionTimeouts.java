package dev.ratecast.ingestion.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long a batch's transaction may hold up others, set per transaction, because behind a transaction pooler nothing
 * else stays with the connection. 0 means no limit.
 *
 * <p>A frozen owner is cut off by {@code idle}, unless it froze while it sent a statement: Postgres waits for the rest of
 * it, and then neither {@code idle} runs nor {@code statement} has an effect. What ends that is the limit of the whole
 * transaction, which Postgres has from 17 on.
 */
public record TransactionTimeouts(Duration statement, Duration lock, Duration idle) {
    private static final int STATEMENTS_THAT_TAKE_LONG = 3;

    /**
     * The longest that a transaction may take. A batch has some twenty statements, most of them short; there is room for
     * three that take as long as one may, and their waits for locks are within that.
     */
    private Duration transaction() {
        return statement.isZero() || idle.isZero()
                ? Duration.ZERO
                : statement.multipliedBy(STATEMENTS_THAT_TAKE_LONG).plus(idle);
    }

    /** @throws dev.ratecast.ingestion.StoreUnavailableException where that fails, for whatever reason: no event is to blame */
    void apply(Connection connection) {
        String sql =
                """
                select set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true),
                       set_config('idle_in_transaction_session_timeout', ?, true),
                       case when current_setting('server_version_num')::int >= 170000
                            then set_config('transaction_timeout', ?, true) end
                """;
        try (PreparedStatement set = connection.prepareStatement(sql)) {
            set.setString(1, Long.toString(statement.toMillis()));
            set.setString(2, Long.toString(lock.toMillis()));
            set.setString(3, Long.toString(idle.toMillis()));
            set.setString(4, Long.toString(transaction().toMillis()));
            set.execute();
        } catch (SQLException e) {
            throw SqlFaults.unavailable(e);
        }
    }
}
