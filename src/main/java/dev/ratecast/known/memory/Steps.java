package dev.ratecast.known.memory;

import dev.ratecast.rating.RatingScale;
import org.jspecify.annotations.Nullable;

/** Ratings as steps above the scale's minimum, in 16 bits; {@link #WITHDRAWN} where there is none. */
final class Steps {
    static final short WITHDRAWN = -1;

    private final int minUnits;
    private final int unitsPerStep;

    Steps(RatingScale scale) {
        this.minUnits = Math.toIntExact(scale.exactUnits(scale.min()));
        this.unitsPerStep = Math.toIntExact(scale.exactUnits(scale.step()));
        if ((scale.exactUnits(scale.max()) - minUnits) / unitsPerStep > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "known ratings in memory take scales of at most " + Short.MAX_VALUE + " steps, not " + scale);
        }
    }

    short of(@Nullable Integer units) {
        return units == null ? WITHDRAWN : (short) ((units - minUnits) / unitsPerStep);
    }

    @Nullable
    Integer unitsOrNull(short step) {
        return step == WITHDRAWN ? null : units(step);
    }

    int units(short step) {
        return minUnits + step * unitsPerStep;
    }

    /** The units of a difference of so many steps. */
    long gap(long steps) {
        return steps * unitsPerStep;
    }
}
