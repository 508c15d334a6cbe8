package dev.ratecast.model;

import org.jspecify.annotations.Nullable;

/** What became of the wish to activate a version. */
public sealed interface Activation {
    /**
     * It serves in this replica, and soon in all.
     *
     * @param previous the version that served before, null where none did
     */
    record Activated(String version, @Nullable String previous) implements Activation {}

    /** The registry has no such version. */
    record UnknownVersion(String version) implements Activation {}

    /** Its artifact is refused; what served goes on serving, in every replica. */
    record Unloadable(String version, String reason) implements Activation {}
}
