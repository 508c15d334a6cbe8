package dev.ratecast.known.memory;

import dev.ratecast.known.History;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What events have said about every movie, and its era; by movie index. One thread writes, any number read. */
final class MovieFactsByIndex {
    private final Eras eras;
    private volatile @Nullable MovieFacts[] facts = new MovieFacts[16];
    /** Index of the era. */
    private volatile byte[] eraOf = new byte[16];
    /** {@link History#NO_YEAR} where there is none. */
    private volatile int[] yearOf = new int[16];

    MovieFactsByIndex(Eras eras) {
        this.eras = eras;
    }

    void reserve(int limit) {
        int length = facts.length;
        if (limit > length) {
            facts = Arrays.copyOf(facts, Growth.atLeast(limit, length));
            eraOf = Arrays.copyOf(eraOf, facts.length);
            yearOf = Arrays.copyOf(yearOf, facts.length);
        }
    }

    @Nullable
    MovieFacts facts(int movie) {
        @Nullable MovieFacts[] read = facts;
        return movie < read.length ? read[movie] : null;
    }

    int era(int movie) {
        byte[] read = eraOf;
        return movie < read.length ? read[movie] & 0xFF : eras.unknown().index();
    }

    /** A known movie's release year, {@link History#NO_YEAR} where there is none. */
    int year(int movie) {
        return yearOf[movie];
    }

    int eraIndexOf(@Nullable MovieFacts known) {
        return eras.of(known == null ? null : known.releaseYear()).index();
    }

    void set(int movie, MovieFacts merged) {
        facts[movie] = merged;
        eraOf[movie] = (byte) eraIndexOf(merged);
        yearOf[movie] = yearOf(merged);
    }

    static int yearOf(@Nullable MovieFacts known) {
        Integer year = known == null ? null : known.releaseYear();
        return year == null ? History.NO_YEAR : year;
    }

    Eras eras() {
        return eras;
    }
}
