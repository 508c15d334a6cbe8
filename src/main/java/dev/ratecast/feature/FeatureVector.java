package dev.ratecast.feature;

/**
 * All that is computed for one question before the network runs.
 */
public final class FeatureVector {
    private final float[] inputs;
    private final BaseFeatures base;
    private final Baselines baselines;
    private final long customerRatings;
    private final long movieRatings;

    FeatureVector(float[] inputs, BaseFeatures base, Baselines baselines, long customerRatings, long movieRatings) {
        this.inputs = inputs;
        this.base = base;
        this.baselines = baselines;
        this.customerRatings = customerRatings;
        this.movieRatings = movieRatings;
    }

    /** The network's features, in the order of the {@link FeatureSchema}. Not to be changed. */
    public float[] inputs() {
        return inputs;
    }

    /** The base features. */
    public BaseFeatures base() {
        return base;
    }

    /** What can be predicted without a network. */
    public Baselines baselines() {
        return baselines;
    }

    /** How many other movies the customer has rated. */
    public long customerRatings() {
        return customerRatings;
    }

    /** How many other customers have rated the movie. */
    public long movieRatings() {
        return movieRatings;
    }

    /**
     * Predictions without a network, in stars inside the scale.
     *
     * @param overallMean the mean of all known ratings
     * @param movieMean the movie's mean, drawn to the overall mean
     * @param dampedBiases mean, customer's and movie's effect
     * @param biasesWithFactors mean, movie effect, and what the customer's ratings leave over by a constant and by factors
     *     alone; the same as {@code process} unless the assembler was asked for it
     * @param process mean, movie effect and what the customer's ratings leave over; what the network corrects
     * @param processVariance how uncertain the last is, as a share of one rating's own noise
     * @param noise the variance of that noise as the customer's ratings show it, on the scale mapped to 0..1
     */
    public record Baselines(
            double overallMean,
            double movieMean,
            double dampedBiases,
            double biasesWithFactors,
            double process,
            double processVariance,
            double noise) {}
}
