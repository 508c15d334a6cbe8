package dev.ratecast.known.postgres;

import dev.ratecast.known.KnownRatingsUnavailableException;
import java.sql.SQLException;

/** A question that Postgres has not answered: it is away, too slow, or its schema or rights are not as they should be. */
final class Unanswered {
    private Unanswered() {}

    static KnownRatingsUnavailableException by(SQLException fault) {
        return new KnownRatingsUnavailableException(
                "Postgres does not answer: sqlstate=" + fault.getSQLState() + " " + fault.getMessage(), fault);
    }
}
