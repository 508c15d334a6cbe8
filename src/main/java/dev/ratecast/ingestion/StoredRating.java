package dev.ratecast.ingestion;

import dev.ratecast.rating.RatingState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rating as stored.
 *
 * @param appliedAt when it was applied; null where the batch in hand applies it
 */
public record StoredRating(RatingState state, @Nullable Instant appliedAt) {}
