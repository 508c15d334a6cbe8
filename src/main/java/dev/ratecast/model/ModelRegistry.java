package dev.ratecast.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The published versions, shared by all replicas, and which of them serves. Artifacts are opaque bytes to it. Every
 * call may throw {@link RegistryUnavailableException}; a change is then made or not, and asking again is safe.
 */
public interface ModelRegistry {
    /** What became of a removal. */
    enum Removal {
        REMOVED,
        UNKNOWN,
        /** It is active or shadow, and stays. */
        IN_USE
    }

    /**
     * Adds a version that is neither active nor shadow. The same bytes again change nothing.
     *
     * @param manifest as JSON
     * @return whether it is new
     * @throws ModelRefusedException where the version is published with other bytes
     */
    boolean publish(String version, Instant createdAt, String manifest, byte[] artifact);

    /** All versions, the one trained last first. */
    List<ModelVersion> list();

    /** Which versions serve now. Cheap: replicas ask every second. */
    ModelChoice choice();

    /** The key of a version, empty where it is unknown. */
    Optional<ModelKey> find(String version);

    /** The artifact of a version as it is stored, empty where it is unknown. */
    Optional<byte[]> artifact(String version);

    /**
     * Makes a version the active one, and no longer the shadow.
     *
     * @return whether it is known
     */
    boolean activate(String version);

    /**
     * Makes a version active that was chosen by ratings, where the one that it was chosen instead of still is.
     *
     * @param chosenUntil the date of the last of those ratings
     * @return whether it was, and the version is known
     */
    boolean promote(String version, String insteadOf, Instant chosenUntil);

    /** The date of the last rating that a version was chosen by, empty where it was none or chosen by hand. */
    Optional<Instant> chosenUntil(String version);

    /**
     * Makes a version the shadow.
     *
     * @param version null for none
     * @return whether it is known and not active
     */
    boolean shadow(@Nullable String version);

    /** Deletes a version that is not in use. */
    Removal remove(String version);
}
