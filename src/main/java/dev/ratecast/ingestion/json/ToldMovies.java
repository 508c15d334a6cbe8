package dev.ratecast.ingestion.json;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the last event of each movie said of it: facts that are made once and shared by all events that say the same. For
 * any number of threads.
 */
final class ToldMovies {
    private static final int MOST = 1 << 17;

    /** The facts, beside what they were made from. */
    private static final class Told {
        private final byte[] title;
        private final int year;
        private final MovieFacts facts;

        Told(byte[] title, int year, MovieFacts facts) {
            this.title = title;
            this.year = year;
            this.facts = facts;
        }

        boolean says(int otherYear, boolean hasTitle, byte[] value, int from, int to) {
            return year == otherYear
                    && Arrays.equals(title, 0, title.length, value, from, to)
                    && (facts.title() != null) == hasTitle;
        }
    }

    private final Map<Long, Told> told = new ConcurrentHashMap<>();

    /**
     * A movie's facts.
     *
     * @param year below 0 where none is told
     * @param hasTitle whether one is told that is not blank
     * @param value holds the title, in ASCII, from {@code from} to {@code to}, exclusive
     */
    MovieFacts facts(long movie, int year, boolean hasTitle, byte[] value, int from, int to) {
        Told last = told.get(movie);
        if (last != null && last.says(year, hasTitle, value, from, to)) {
            return last.facts;
        }
        byte[] title = Arrays.copyOfRange(value, from, to);
        MovieFacts facts = MovieFacts.named(
                new MovieId(movie),
                year < 0 ? null : (Integer) year,
                hasTitle ? new String(title, StandardCharsets.US_ASCII) : null);
        if (told.size() >= MOST) {
            told.clear();
        }
        told.put(movie, new Told(title, year, facts));
        return facts;
    }
}
