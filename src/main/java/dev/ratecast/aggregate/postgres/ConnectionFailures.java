package dev.ratecast.aggregate.postgres;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that cannot be asked now from a statement that is wrong, by the classes of SQLSTATE. Those listed concern the
 * connection or the server; no statement that only reads causes them.
 */
final class ConnectionFailures {
    private static final List<String> AWAY = List.of(
            "08", // the connection failed
            "28", // the user is not let in
            "3D", // there is no such database
            "53", // no room: connections, memory, disk
            "55", // the database takes no connections, or a lock is not to be had
            "57P", // the server starts, shuts down or ends the session
            "58"); // the server cannot read its files

    private ConnectionFailures() {}

    /** Whether the database is away: no connection could be had, or the server behind it cannot serve. */
    static boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && saysAway(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Without a state it is the pool's own: no connection came free in time, or none could be made. */
    private static boolean saysAway(@Nullable String state) {
        return state == null || AWAY.stream().anyMatch(state::startsWith);
    }
}
