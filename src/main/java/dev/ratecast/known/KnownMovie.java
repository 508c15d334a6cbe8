package dev.ratecast.known;

import dev.ratecast.rating.Era;
import org.jspecify.annotations.Nullable;

/** What events have said about a movie. @param ratings all known ratings of it, the asker's included */
public record KnownMovie(
        @Nullable Integer releaseYear, @Nullable String title, Era era, dev.ratecast.aggregate.Tally ratings) {}
