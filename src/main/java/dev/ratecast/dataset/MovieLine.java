package dev.ratecast.dataset;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;

/** What the fields of a line say about a movie. */
final class MovieLine {
    private MovieLine() {}

    /**
     * Hands on what is valid of it.
     *
     * @throws RefusedLineException where something is not; a title stays where the year is refused
     */
    static void read(long movie, String year, String title, RatingRules rules, DatasetSink sink) {
        MovieFacts titled = MovieFacts.named(new MovieId(movie), null, rules.title(title));
        try {
            sink.movie(MovieFacts.named(titled.movie(), rules.releaseYear(year), titled.title()));
        } catch (RefusedLineException e) {
            sink.movie(titled);
            throw e;
        }
    }
}
