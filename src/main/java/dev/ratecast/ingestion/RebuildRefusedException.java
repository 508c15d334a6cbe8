package dev.ratecast.ingestion;

/** The stored ratings do not fit the settings that the aggregates should be recomputed with; nothing was changed. */
public final class RebuildRefusedException extends RuntimeException {
    public RebuildRefusedException(String message) {
        super(message);
    }
}
