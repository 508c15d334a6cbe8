package dev.ratecast.model;

/** A model artifact cannot be used: damaged, incomplete, or trained on other features. A retry does not help. */
public final class ModelRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelRefusedException(String message) {
        super(message);
    }

    public ModelRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
