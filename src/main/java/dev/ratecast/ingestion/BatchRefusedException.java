package dev.ratecast.ingestion;

/** The store cannot hold a value of the batch. A retry of the same batch cannot help; the event is at fault. */
public final class BatchRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BatchRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
