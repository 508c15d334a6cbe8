package dev.ratecast.ingestion.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
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
    private static final int FIRST_WITH_LIMIT = 17;

    /**
     * The longest that a transaction may take. A batch has some twenty statements, most of them short; there is room for
     * three that take as long as one may, and their waits for locks are within that. Where it has more to do, it begins
     * anew with each part ({@link #beginAnew}).
     */
    private Duration transaction() {
        return statement.isZero() || idle.isZero()
                ? Duration.ZERO
                : statement.multipliedBy(STATEMENTS_THAT_TAKE_LONG).plus(idle);
    }

    /** Gives the transaction its whole time again: an owner that goes on is not frozen. */
    void beginAnew(Connection connection) throws SQLException {
        if (transaction().isZero() || connection.getMetaData().getDatabaseMajorVersion() < FIRST_WITH_LIMIT) {
            return;
        }
        try (Statement set = connection.createStatement()) {
            // A clock that runs is not started again; one that was stopped is.
            set.execute("set local transaction_timeout = 0; set local transaction_timeout = "
                    + transaction().toMillis());
        }
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
