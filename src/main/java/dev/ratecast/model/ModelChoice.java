package dev.ratecast.model;

import org.jspecify.annotations.Nullable;

/**
 * Which versions the registry wants served.
 *
 * @param active the one that answers, null where none was activated yet
 * @param shadow the one that is scored beside it without answering, null where there is none
 */
public record ModelChoice(@Nullable ModelKey active, @Nullable ModelKey shadow) {
    public static final ModelChoice NONE = new ModelChoice(null, null);
}
