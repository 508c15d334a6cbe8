package dev.ratecast.known;

/** The source of known ratings cannot answer now. A retry may help; the request was not at fault. */
public final class KnownRatingsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KnownRatingsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
