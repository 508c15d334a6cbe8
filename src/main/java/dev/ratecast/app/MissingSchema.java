package dev.ratecast.app;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tables that are not there: at the first start on a database, until its schema has been made. */
final class MissingSchema {
    private static final String UNDEFINED_TABLE = "42P01";

    private MissingSchema() {}

    /** Whether that is what a failure comes from. */
    static boolean isBehind(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNDEFINED_TABLE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
