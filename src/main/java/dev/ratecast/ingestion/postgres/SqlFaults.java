package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says of a fault whether a retry may help. */
final class SqlFaults {
    private static final String UNIQUE_VIOLATION = "23505";

    private SqlFaults() {}

    /**
     * SQLSTATE classes 22 (data exception) and 23 (constraint violation) blame the data; everything else (connection,
     * timeout, deadlock, missing table, full disk) may be gone at the next try. So may a primary key that is there twice:
     * someone else inserted it between our looking and our writing.
     */
    static RuntimeException translate(SQLException fault) {
        String state = fault.getSQLState();
        boolean blamesData = state != null && (state.startsWith("22") || state.startsWith("23"));
        if (blamesData && !isPrimaryKeyThereTwice(fault)) {
            return new BatchRefusedException("sqlstate=" + state + " " + fault.getMessage(), fault);
        }
        return unavailable(fault);
    }

    /** For a fault at which no event can be to blame. */
    static StoreUnavailableException unavailable(SQLException fault) {
        return new StoreUnavailableException("sqlstate=" + fault.getSQLState() + " " + withoutDetail(fault), fault);
    }

    /**
     * By the name that Postgres gives to each primary key of ours. An index that someone added refuses the same event at
     * each try.
     */
    private static boolean isPrimaryKeyThereTwice(SQLException fault) {
        ServerErrorMessage said = said(fault);
        String constraint = said == null ? null : said.getConstraint();
        return UNIQUE_VIOLATION.equals(fault.getSQLState()) && constraint != null && constraint.contains("_pkey");
    }

    /** The detail may name a customer, and this is for the log; a dead letter's cause has it. */
    private static @Nullable String withoutDetail(SQLException fault) {
        ServerErrorMessage said = said(fault);
        return said == null ? fault.getMessage() : said.getSeverity() + ": " + said.getMessage();
    }

    private static @Nullable ServerErrorMessage said(SQLException fault) {
        return fault instanceof PSQLException server ? server.getServerErrorMessage() : null;
    }
}
