package dev.ratecast.ingestion;

/** The system is not one that a bulk load may fill; nothing was changed. */
public final class BulkRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BulkRefusedException(String message) {
        super(message);
    }
}
