package dev.ratecast.embedded;

import java.nio.file.Path;

/** Another process runs on the state folder. Stop it, or choose another folder. */
public final class StateInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateInUseException(Path stateFolder) {
        super("another Ratecast runs on the state folder " + stateFolder + "; stop it, or choose another folder");
    }
}
