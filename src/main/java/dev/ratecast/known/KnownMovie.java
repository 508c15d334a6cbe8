package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.Era;
import org.jspecify.annotations.Nullable;

/**
 * A movie that events have named.
 *
 * @param releaseYear null where no event named one
 * @param title null where no event had one
 * @param ratings all known ratings of it, the asker's included
 */
public record KnownMovie(@Nullable Integer releaseYear, @Nullable String title, Era era, Tally ratings) {}
