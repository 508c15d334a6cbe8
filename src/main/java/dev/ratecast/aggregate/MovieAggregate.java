package dev.ratecast.aggregate;

import dev.ratecast.rating.Era;
import dev.ratecast.rating.MovieId;
import org.jspecify.annotations.Nullable;

/**
 * A movie that events have named, and its ratings.
 *
 * @param title null where no event had one
 * @param releaseYear null where no event named one
 */
public record MovieAggregate(
        MovieId movie, @Nullable String title, @Nullable Integer releaseYear, Era era, Tally ratings) {}
