package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.StoreUnavailableException;
import java.sql.SQLException;

/** Says of a fault whether a retry may help. */
final class SqlFaults {
    private SqlFaults() {}

    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * SQLSTATE classes 22 (data exception) and 23 (constraint violation) blame the data; everything else (connection,
     * timeout, deadlock, missing table, full disk) may be gone at the next try. So may a key that is there twice: someone
     * else inserted it between our looking and our writing.
     */
    static RuntimeException translate(SQLException fault) {
        String state = fault.getSQLState();
        String message = "sqlstate=" + state + " " + fault.getMessage();
        if (state != null && !state.equals(UNIQUE_VIOLATION) && (state.startsWith("22") || state.startsWith("23"))) {
            return new BatchRefusedException(message, fault);
        }
        return new StoreUnavailableException(message, fault);
    }
}
