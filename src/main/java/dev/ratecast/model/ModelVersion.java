package dev.ratecast.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published version as the registry lists it, without its artifact.
 *
 * @param createdAt when it was trained
 * @param activatedAt when it last became active, null where it never was
 * @param artifactBytes the size of the artifact
 * @param manifest the manifest as JSON; one of another release may have other fields
 */
public record ModelVersion(
        ModelKey key,
        Instant createdAt,
        Instant publishedAt,
        @Nullable Instant activatedAt,
        boolean active,
        boolean shadow,
        long artifactBytes,
        String manifest) {
    public String version() {
        return key.version();
    }
}
