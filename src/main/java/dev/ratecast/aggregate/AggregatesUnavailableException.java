package dev.ratecast.aggregate;

/** The aggregates cannot be read now. A retry may help; the caller was not at fault. */
public final class AggregatesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AggregatesUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
