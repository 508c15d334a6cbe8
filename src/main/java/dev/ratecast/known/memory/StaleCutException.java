package dev.ratecast.known.memory;

/** A reader took so long that the change log no longer holds all changes since its version: it begins again. */
final class StaleCutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleCutException() {
        super("the change log has been overtaken", null, false, false);
    }
}
