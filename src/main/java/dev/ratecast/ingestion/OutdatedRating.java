package dev.ratecast.ingestion;

import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rating that is not, or no longer, the current one of its key.
 *
 * @param appliedAt when it was applied; null where the batch in hand applied it
 * @param late whether it arrived after a newer one, and so was never current
 */
public record OutdatedRating(RatingKey key, RatingState state, @Nullable Instant appliedAt, boolean late) {}
