package dev.ratecast.ingestion;

/** The store did not answer as it should. A retry may help; no event is at fault. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
