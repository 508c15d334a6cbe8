package dev.ratecast.known.memory;

import java.io.IOException;

/** A snapshot is broken, or of another format, scale, eras or neighbor rule: to be ignored, and written anew. */
public final class SnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    SnapshotException(String message) {
        super(message);
    }
}
