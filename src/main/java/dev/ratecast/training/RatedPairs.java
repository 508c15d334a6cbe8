package dev.ratecast.training;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingKey;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which customer and movie the rows of logs are of, also where there are too many rows for a map of all. */
public final class RatedPairs {
    /** Odd, with bits all over. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private RatedPairs() {}

    /** How many pairs of customer and movie have rows in both logs. */
    public static long inBoth(RatingLog one, RatingLog other) {
        long[] hashes = sortedHashes(other);
        Set<RatingKey> candidates = IntStream.range(0, one.size())
                .filter(row -> contains(hashes, hash(one, row)))
                .mapToObj(row -> key(one, row))
                .collect(Collectors.toSet());
        return IntStream.range(0, other.size())
                .mapToObj(row -> key(other, row))
                .filter(candidates::contains)
                .distinct()
                .count();
    }

    /** The hashes that several rows have, in ascending order; now and then also where their pairs differ. */
    static long[] repeatedHashes(RatingLog log) {
        long[] hashes = sortedHashes(log);
        return IntStream.range(1, hashes.length)
                .filter(i -> hashes[i] == hashes[i - 1])
                .mapToLong(i -> hashes[i])
                .distinct()
                .toArray();
    }

    static boolean contains(long[] ascending, long hash) {
        return Arrays.binarySearch(ascending, hash) >= 0;
    }

    /** The same for rows of the same customer and movie, and for hardly any others. */
    static long hash(RatingLog log, int row) {
        return log.customer(row) * SPREAD + log.movie(row);
    }

    static RatingKey key(RatingLog log, int row) {
        return new RatingKey(new CustomerId(log.customer(row)), new MovieId(log.movie(row)));
    }

    private static long[] sortedHashes(RatingLog log) {
        long[] hashes =
                IntStream.range(0, log.size()).mapToLong(row -> hash(log, row)).toArray();
        Arrays.sort(hashes);
        return hashes;
    }
}
