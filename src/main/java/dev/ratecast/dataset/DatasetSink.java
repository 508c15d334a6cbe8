package dev.ratecast.dataset;

import dev.ratecast.rating.MovieFacts;

/** Where a reader puts what it reads. Called by one thread, in file order. */
public interface DatasetSink {
    /** A valid rating of {@code units} on the scale, given at {@code ratedAt} (epoch seconds). */
    void rating(long customer, long movie, int units, long ratedAt);

    /** What a line says about a movie; the same movie may come again. */
    void movie(MovieFacts facts);

    /** A line of ratings that is skipped. */
    void refused(RefusedLine line);

    /** A line about a movie that is skipped, or whose year is. */
    void refusedMovie(RefusedLine line);

    /** So many more bytes of the rating files were read. */
    default void bytesRead(int count) {}
}
