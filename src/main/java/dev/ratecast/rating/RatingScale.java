package dev.ratecast.rating;

import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * The ratings that exist: from {@code min} to {@code max} in steps, such as {@code 1..5} or {@code 0.5..5/0.5}.
 *
 * <p>Inside the program a rating is an integer number of <em>units</em> of 10^−decimals stars, so that sums are exact:
 * on whole stars 4 is 4 units, on half stars 3.5 is 35 units.
 */
public record RatingScale(BigDecimal min, BigDecimal max, BigDecimal step) {
    /** As many ratings, and none at all, as one byte tells apart: the memory and trained models hold no finer ones. */
    public static final int MAX_STEPS = 254;

    private static final int MAX_DECIMALS = 4;
    private static final BigDecimal LARGEST_BOUND = BigDecimal.valueOf(10_000);

    /** Whole stars from 1 to 5, the Netflix Prize's scale. */
    public static final RatingScale WHOLE_STARS = parse("1..5");

    public RatingScale {
        min = min.stripTrailingZeros();
        max = max.stripTrailingZeros();
        step = step.stripTrailingZeros();
        if (min.compareTo(max) >= 0 || step.signum() <= 0) {
            throw new IllegalArgumentException(
                    "a scale needs min < max and step > 0: " + min + ".." + max + "/" + step);
        }
        if (min.abs().compareTo(LARGEST_BOUND) > 0 || max.abs().compareTo(LARGEST_BOUND) > 0) {
            throw new IllegalArgumentException("the bounds of a scale lie within ±" + LARGEST_BOUND);
        }
        if (max.subtract(min).remainder(step).signum() != 0) {
            throw new IllegalArgumentException("the range " + min + ".." + max + " is not a multiple of step " + step);
        }
        if (Math.max(min.scale(), step.scale()) > MAX_DECIMALS) {
            throw new IllegalArgumentException("a scale has at most " + MAX_DECIMALS + " decimals");
        }
        BigDecimal steps = max.subtract(min).divideToIntegralValue(step);
        if (steps.compareTo(BigDecimal.valueOf(MAX_STEPS)) > 0) {
            throw new IllegalArgumentException("a scale has at most " + MAX_STEPS + " steps, and "
                    + min.toPlainString() + ".." + max.toPlainString() + "/" + step.toPlainString() + " has "
                    + steps.toPlainString());
        }
    }

    /**
     * Reads {@code MIN..MAX} (step 1) or {@code MIN..MAX/STEP}.
     *
     * @throws IllegalArgumentException where the text is no such scale
     */
    public static RatingScale parse(String text) {
        int dots = text.indexOf("..");
        int slash = text.indexOf('/');
        if (dots < 0 || (slash >= 0 && slash < dots)) {
            throw new IllegalArgumentException("a scale is written MIN..MAX or MIN..MAX/STEP, not \"" + text + "\"");
        }
        try {
            String max = slash < 0 ? text.substring(dots + 2) : text.substring(dots + 2, slash);
            String step = slash < 0 ? "1" : text.substring(slash + 1);
            return new RatingScale(
                    new BigDecimal(text.substring(0, dots).strip()),
                    new BigDecimal(max.strip()),
                    new BigDecimal(step.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a scale is written MIN..MAX or MIN..MAX/STEP, not \"" + text + "\"", e);
        }
    }

    /** How many decimals of a star one unit stands for; 0 for whole stars, 1 for half stars. */
    public int decimals() {
        return Math.max(0, Math.max(min.scale(), step.scale()));
    }

    /** How many steps lead from the lowest rating to the highest; there is one rating more. */
    public int steps() {
        return max.subtract(min).divide(step).intValueExact();
    }

    /** Units per star: 10^decimals. */
    public int unitsPerStar() {
        return BigDecimal.TEN.pow(decimals()).intValueExact();
    }

    /** The units of a rating, or empty where the scale has no such rating. */
    public OptionalInt unitsOf(BigDecimal rating) {
        if (rating.compareTo(min) < 0 || rating.compareTo(max) > 0) {
            return OptionalInt.empty();
        }
        // Between min and max the precision bounds the work; a huge negative exponent is refused before it expands.
        if (rating.stripTrailingZeros().scale() > MAX_DECIMALS
                || rating.subtract(min).remainder(step).signum() != 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(rating.movePointRight(decimals()).intValueExact());
    }

    /** Stars of a number of units, exactly; also of a sum of ratings. */
    public BigDecimal starsOf(long units) {
        return BigDecimal.valueOf(units, decimals());
    }

    /**
     * The units of an exact number of stars, also of a sum of ratings.
     *
     * @throws ArithmeticException where that is no whole number of units: another scale wrote it
     */
    public long exactUnits(BigDecimal stars) {
        return stars.movePointRight(decimals()).longValueExact();
    }

    /** Stars of a mean of {@code sum} units over {@code count} ratings, {@code count > 0}. */
    public double mean(long sum, long count) {
        return (double) sum / (double) (count * unitsPerStar());
    }

    /** The middle of the scale, in stars: the guess where nothing at all is known. */
    public double middle() {
        return (min.doubleValue() + max.doubleValue()) / 2;
    }

    /** The nearest value inside the scale, in stars. */
    public double clamp(double stars) {
        return Math.min(max.doubleValue(), Math.max(min.doubleValue(), stars));
    }

    /** The default limit of the mean gap between neighbors: one eighth of the range, half a star on 1 to 5. */
    public BigDecimal defaultNeighborGap() {
        return max.subtract(min).divide(BigDecimal.valueOf(8)).stripTrailingZeros();
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        String range = min.toPlainString() + ".." + max.toPlainString();
        return step.compareTo(BigDecimal.ONE) == 0 ? range : range + "/" + step.toPlainString();
    }
}
