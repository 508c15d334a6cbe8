package dev.ratecast.model.dl4j;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.Examples;
import dev.ratecast.model.LinearPart;
import dev.ratecast.model.Scaling;
import dev.ratecast.model.Uncertainty;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.UnitInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From features to the networks' inputs, and from their averaged output to stars: prediction = baseline + share · output
 * · range, held inside the scale. The output is a residual on the scale mapped to 0..1, times {@link #AMPLIFICATION}.
 */
final class Correction {
    /** Residuals are small; this makes the networks' targets about as large as their inputs. */
    private static final float AMPLIFICATION = 4;

    private final RatingScale scale;
    private final UnitInterval interval;
    private final double share;
    private final double[] linear;
    private final double intercept;
    private final @Nullable Uncertainty uncertainty;
    private final float[] means;
    private final float[] deviations;
    private final float[] lows;
    private final float[] highs;
    /** The columns of dates and ages. */
    private final int[] dated;

    /**
     * The correction of fitted networks.
     *
     * @param features the names in vector order
     */
    Correction(
            RatingScale scale,
            Scaling scaling,
            LinearPart linear,
            double share,
            @Nullable Uncertainty uncertainty,
            List<String> features) {
        this.scale = scale;
        this.interval = UnitInterval.of(scale);
        this.share = share;
        this.linear = linear.weights().stream().mapToDouble(Double::doubleValue).toArray();
        this.intercept = linear.intercept();
        this.uncertainty = uncertainty;
        this.means = floats(scaling.means());
        this.deviations = floats(scaling.deviations());
        this.lows = floats(scaling.lows());
        this.highs = floats(scaling.highs());
        this.dated = IntStream.range(0, features.size())
                .filter(column -> FeatureSchema.DATED.contains(features.get(column)))
                .toArray();
    }

    /** The whole correction, while its share and the uncertainty are still to be found. */
    static Correction full(RatingScale scale, Scaling scaling) {
        return new Correction(scale, scaling, LinearPart.none(scaling.size()), 1, null, List.of());
    }

    /** A share of what networks say, where their outputs are known already. */
    static Correction ofShare(RatingScale scale, double share) {
        Scaling none = new Scaling(List.of(), List.of(), List.of(), List.of());
        return new Correction(scale, none, LinearPart.none(0), share, null, List.of());
    }

    int width() {
        return means.length;
    }

    float input(float feature, int column) {
        float inside = Math.min(highs[column], Math.max(lows[column], feature));
        return (inside - means[column]) / deviations[column];
    }

    /** What the networks are to say. */
    float target(double rating, double baseline) {
        return (float) (interval.ofStars(rating) - interval.ofStars(baseline)) * AMPLIFICATION;
    }

    /** The straight-line part for a row of inputs, as large as the networks' outputs. */
    float linear(float[] inputs, int row) {
        double sum = intercept;
        for (int column = 0; column < linear.length; column++) {
            sum += linear[column] * inputs[row * linear.length + column];
        }
        return (float) sum;
    }

    /** The predicted rating, in stars. */
    double stars(double baseline, float output) {
        return scale.clamp(baseline + share * interval.starsOfDifference(output / (double) AMPLIFICATION));
    }

    /** The prediction with its uncertainty. */
    Estimate estimate(FeatureVector features, float output) {
        float[] vector = features.inputs();
        boolean extrapolated = Arrays.stream(dated)
                .anyMatch(column -> vector[column] < lows[column] || vector[column] > highs[column]);
        FeatureVector.Baselines baselines = features.baselines();
        double stars = stars(baselines.process(), output);
        double[] inputs = Uncertainty.inputs(
                baselines.processVariance(),
                baselines.noise(),
                features.customerRatings(),
                features.movieRatings(),
                interval.ofStars(stars));
        return estimate(stars, inputs, features.customerRatings(), extrapolated);
    }

    /** The prediction of an example with its uncertainty. */
    Estimate estimate(Examples examples, int row, float output) {
        double stars = stars(examples.baseline(row), output);
        double[] inputs = Uncertainty.inputs(examples, row, interval.ofStars(stars));
        return estimate(stars, inputs, examples.customerRatings(row), false);
    }

    private Estimate estimate(double stars, double[] inputs, long customerRatings, boolean extrapolated) {
        Uncertainty fitted = Objects.requireNonNull(uncertainty, "the uncertainty is still to be found");
        double sd = interval.starsOfDifference(fitted.sd(inputs));
        double reach = sd * fitted.width(customerRatings);
        return new Estimate(stars, sd, scale.clamp(stars - reach), scale.clamp(stars + reach), extrapolated);
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }
}
