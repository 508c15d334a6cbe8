package dev.ratecast.model;

import java.util.List;

/**
 * How far ratings lie from predictions, fitted on validation: a standard deviation whose logarithm is linear in a few
 * numbers (multiplicative heteroscedasticity; Harvey, Econometrica 44, 1976), and the width of an interval as a number of
 * standard deviations, by how many ratings the customer has (conformal prediction by groups; Vovk, 2012). On the scale
 * mapped to 0..1.
 *
 * @param level the share of ratings that the interval holds, such as 0.8
 * @param coefficients of the logarithm of the variance, in the order of {@link #inputs}
 * @param widths from few ratings to many
 */
public record Uncertainty(double level, List<Double> coefficients, List<Width> widths) {
    /** How many numbers the variance depends on. */
    public static final int INPUTS = 6;

    private static final double SMALLEST_VARIANCE = 1e-4;
    private static final double LARGEST_VARIANCE = 0.25;

    public Uncertainty {
        coefficients = List.copyOf(coefficients);
        widths = List.copyOf(widths);
        if (coefficients.size() != INPUTS || widths.isEmpty()) {
            throw new IllegalArgumentException("uncertainty needs " + INPUTS + " coefficients and a width");
        }
    }

    /**
     * The numbers that the variance depends on.
     *
     * @param variance the baseline's, as a share of one rating's own noise
     * @param noise the variance of one rating's own noise, by the customer's ratings
     * @param place the predicted rating
     */
    public static double[] inputs(
            double variance, double noise, long customerRatings, long movieRatings, double place) {
        return new double[] {
            1,
            Math.log1p(Math.max(0, variance)),
            Math.log(noise),
            Math.log1p((double) customerRatings),
            Math.log1p((double) movieRatings),
            (place - 0.5) * (place - 0.5) * 4
        };
    }

    /**
     * The same of an example.
     *
     * @param place the predicted rating
     */
    public static double[] inputs(Examples examples, int row, double place) {
        return inputs(
                examples.variance(row),
                examples.noise(row),
                examples.customerRatings(row),
                examples.movieRatings(row),
                place);
    }

    /** The standard deviation for {@link #inputs}. */
    public double sd(double[] inputs) {
        double log = 0;
        for (int i = 0; i < INPUTS; i++) {
            log += coefficients.get(i) * inputs[i];
        }
        return Math.sqrt(Math.min(LARGEST_VARIANCE, Math.max(SMALLEST_VARIANCE, Math.exp(log))));
    }

    /** How many standard deviations the interval reaches to either side. */
    public double width(long customerRatings) {
        for (Width width : widths) {
            if (customerRatings >= width.fromRatings() && customerRatings < width.belowRatings()) {
                return width.deviations();
            }
        }
        throw new IllegalStateException("no width for a customer of " + customerRatings + " ratings");
    }

    /**
     * The interval's half width for customers of so many ratings.
     *
     * @param deviations in standard deviations
     */
    public record Width(long fromRatings, long belowRatings, double deviations) {}
}
