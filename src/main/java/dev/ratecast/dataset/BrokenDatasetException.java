package dev.ratecast.dataset;

import org.jspecify.annotations.Nullable;

/** A dataset that cannot be read as a whole. Retrying does not help; the message names the file and, where there is one, the line. */
public final class BrokenDatasetException extends RuntimeException {
    BrokenDatasetException(String file, String reason) {
        this(file, reason, null);
    }

    BrokenDatasetException(String file, String reason, @Nullable Throwable cause) {
        super(file + ": " + reason, cause);
    }

    BrokenDatasetException(String file, long line, String reason) {
        super(file + ", line " + line + ": " + reason);
    }
}
