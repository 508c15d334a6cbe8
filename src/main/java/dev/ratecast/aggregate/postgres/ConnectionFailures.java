package dev.ratecast.aggregate.postgres;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Tells a database that cannot be asked now from a statement that is wrong. */
final class ConnectionFailures {
    private ConnectionFailures() {}

    /**
     * Whether a retry may help: the connection failed (SQLSTATE class 08), the server shuts down, starts or has no room
     * (57P, 53) or lets nobody into the database (55000), or no connection came free in time.
     */
    static boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException || cause instanceof SQLTimeoutException) {
                return true;
            }
            if (cause instanceof SQLException sql && isConnectionState(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** The pool's own failures have no state. */
    private static boolean isConnectionState(@Nullable String state) {
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.equals("55000");
    }
}
