package dev.ratecast.model;

import org.jspecify.annotations.Nullable;

/**
 * A model in use by this replica.
 *
 * @param key its identity in the registry; null where it came from the configured location
 */
public record ServedModel(LoadedModel loaded, @Nullable ModelKey key) {
    public String version() {
        return loaded.model().version();
    }

    /** Where it came from: {@code registry} or {@code location}. */
    public String source() {
        return key == null ? "location" : "registry";
    }
}
