package dev.ratecast.dataset.kafka;

import org.jspecify.annotations.Nullable;

/**
 * An import that did not get everything into the topic. It may be run again from the start once the cause is gone: what
 * arrives twice changes nothing.
 */
public final class ImportFailedException extends RuntimeException {
    ImportFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
