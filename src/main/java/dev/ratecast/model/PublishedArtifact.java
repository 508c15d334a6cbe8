package dev.ratecast.model;

import dev.ratecast.hash.Sha256;

/** The check that what the registry hands out as a version's artifact is what was published as that version. */
public final class PublishedArtifact {
    private PublishedArtifact() {}

    /**
     * A version's artifact, whole.
     *
     * @throws ModelRefusedException where it is damaged, or the version was removed
     */
    public static byte[] of(ModelKey key, ModelRegistry registry) {
        byte[] artifact = registry.artifact(key.version())
                .orElseThrow(() -> new ModelRefusedException("version " + key.version() + " was removed"));
        String sha256 = Sha256.hex(artifact);
        if (!sha256.equals(key.sha256())) {
            throw new ModelRefusedException("the stored artifact of " + key.version() + " is damaged: its SHA-256 is "
                    + sha256 + ", published was " + key.sha256());
        }
        return artifact;
    }

    /**
     * Checks the version that an artifact says it is of.
     *
     * @throws ModelRefusedException where it is another one
     */
    public static void requireVersion(ModelKey key, String version) {
        if (!version.equals(key.version())) {
            throw new ModelRefusedException("the artifact of " + key.version() + " is that of " + version);
        }
    }
}
