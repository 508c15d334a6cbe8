package dev.ratecast.known.memory;

import dev.ratecast.known.Neighborhood;
import java.util.List;

/** Finds a customer's neighbors on a movie where the customer's counts with everyone are at hand. */
final class NeighborsByCounts {
    private final RatingArrays arrays;
    private final PackedCounts packed;
    private final int codeBits;
    private final int codeMask;

    NeighborsByCounts(RatingArrays arrays) {
        this.arrays = arrays;
        this.packed = arrays.packed;
        this.codeBits = arrays.codes.bits();
        this.codeMask = (1 << codeBits) - 1;
    }

    /**
     * The neighborhood of the customer on a movie.
     *
     * @param cut that counts and raters are of
     * @param own the customer's own code of the movie, which is left out
     * @param raters the movie's
     */
    Neighborhood of(Cut cut, CustomerCounts counts, int own, int nearest, MovieCopy raters) {
        if (nearest > 0) {
            return listed(cut, counts, own, nearest, raters);
        }
        long tally = own == Codes.NONE
                ? AcceptedTallies.of(counts.accepted(), raters, codeBits)
                : tallyWithout(own, counts, raters);
        return new Neighborhood(arrays.codes.tally(MovieTallies.count(tally), MovieTallies.codeSum(tally)), List.of());
    }

    private Neighborhood listed(Cut cut, CustomerCounts counts, int own, int nearest, MovieCopy raters) {
        raters.toList();
        int[] leftOut = packed.row(own);
        FoundNeighbors found = new FoundNeighbors(cut, nearest);
        int[] entries = raters.entries();
        for (int r = 0, n = raters.size(); r < n; r++) {
            int rater = entries[r] >>> codeBits;
            int code = entries[r] & codeMask;
            int with = counts.with(rater) - leftOut[code];
            if (code != Codes.NONE && rater != counts.customer() && packed.accepts(with)) {
                found.add(rater, code, packed.common(with), arrays.codes.gap(packed.gap(with)));
            }
        }
        return found.neighborhood();
    }

    /** Count and sum of codes of those who are neighbors without the movie itself, which the customer has rated. */
    private long tallyWithout(int own, CustomerCounts counts, MovieCopy raters) {
        int[] leftOut = packed.row(own);
        long tally = 0;
        if (raters.planes().length == MovieRow.WHOLE_STARS_PLANES) {
            tally = tallyWithout(leftOut, counts, raters.planes(), raters.words());
        } else {
            raters.toList();
        }
        int[] entries = raters.entries();
        for (int r = 0, n = raters.size(); r < n; r++) {
            tally += tallyWithout(leftOut, counts, entries[r] >>> codeBits, entries[r] & codeMask);
        }
        return tally;
    }

    /** Along the usual scale's planes, without a list in between. */
    private long tallyWithout(int[] leftOut, CustomerCounts counts, long[][] planes, int words) {
        long tally = 0;
        for (int word = 0; word < words; word++) {
            long low = planes[0][word];
            long middle = planes[1][word];
            long high = planes[2][word];
            for (long rated = low | middle | high; rated != 0; rated &= rated - 1) {
                int bit = Long.numberOfTrailingZeros(rated);
                int code = (int) (low >>> bit & 1) | (int) (middle >>> bit & 1) << 1 | (int) (high >>> bit & 1) << 2;
                tally += tallyWithout(leftOut, counts, word << 6 | bit, code);
            }
        }
        return tally;
    }

    private long tallyWithout(int[] leftOut, CustomerCounts counts, int rater, int code) {
        return code != Codes.NONE && rater != counts.customer() && packed.accepts(counts.with(rater) - leftOut[code])
                ? MovieTallies.pack(1, code)
                : 0;
    }
}
