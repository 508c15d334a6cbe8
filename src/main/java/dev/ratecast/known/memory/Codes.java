package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ratings as numbers of one byte: 1 for the scale's minimum, one more for each step above it, and {@link #NONE}. */
final class Codes {
    /** No rating: never given, or withdrawn. */
    static final int NONE = 0;

    private final int minUnits;
    private final int unitsPerStep;
    private final int count;
    private final int bits;

    Codes(RatingScale scale) {
        minUnits = Math.toIntExact(scale.exactUnits(scale.min()));
        unitsPerStep = Math.toIntExact(scale.exactUnits(scale.step()));
        count = scale.steps() + 1;
        bits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
    }

    /** The code of a rating, {@link #NONE} of null. */
    int of(@Nullable Integer units) {
        return units == null ? NONE : (units - minUnits) / unitsPerStep + 1;
    }

    int units(int code) {
        return minUnits + (code - 1) * unitsPerStep;
    }

    /** How many ratings there are, and the sum of their codes, as a tally in units. */
    Tally tally(long ratings, long codeSum) {
        return new Tally(ratings, sum(ratings, codeSum));
    }

    /** By era index, from counts and sums of codes as {@link RatingArrays#totals} has them. */
    List<Tally> tallies(long[] totals) {
        List<Tally> tallies = new ArrayList<>(totals.length / 2);
        for (int era = 0; era < totals.length; era += 2) {
            tallies.add(tally(totals[era], totals[era + 1]));
        }
        return tallies;
    }

    /** The sum in units of so many ratings with this sum of codes. */
    long sum(long ratings, long codeSum) {
        return ratings * minUnits + (codeSum - ratings) * unitsPerStep;
    }

    /** The units of a sum of differences between codes. */
    long gap(long codes) {
        return codes * unitsPerStep;
    }

    int unitsPerStep() {
        return unitsPerStep;
    }

    /** The largest code. */
    int largest() {
        return count;
    }

    /** How many bits a code takes. */
    int bits() {
        return bits;
    }
}
