package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Examples;
import dev.ratecast.model.RidgeRegression;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the base features alone predict: the mean of all known ratings and a straight line through the features, fitted by
 * {@link RidgeRegression} on the examples that the model is fitted on.
 */
public final class BaseFeaturesLine implements Baseline {
    /** In ratings. Eras exclude each other and add up to the intercept: without a ridge there is no one solution. */
    private static final double RIDGE = 1;

    private final RatingScale scale;
    /** The base features' places in a feature vector. */
    private final int[] columns;
    /** By column, the intercept behind them, in stars. */
    private final double[] weights;

    private BaseFeaturesLine(RatingScale scale, int[] columns, double[] weights) {
        this.scale = scale;
        this.columns = columns;
        this.weights = weights;
    }

    /**
     * Fits the line.
     *
     * @param examples of the schema
     */
    public static BaseFeaturesLine fit(Examples examples, FeatureSchema schema) {
        int[] columns = IntStream.range(0, schema.size())
                .filter(column -> FeatureSchema.isBase(schema.names().get(column)))
                .toArray();
        RidgeRegression regression = new RidgeRegression(columns.length);
        double[] x = new double[columns.length];
        for (int row = 0; row < examples.size(); row++) {
            for (int i = 0; i < columns.length; i++) {
                x[i] = examples.feature(row, columns[i]);
            }
            regression.add(x, examples.rating(row) - examples.overallMean(row));
        }
        double[] weights = regression.solve(RIDGE);
        if (weights == null) {
            throw new IllegalStateException("a ridge of " + RIDGE + " does not make the system definite");
        }
        return new BaseFeaturesLine(schema.scale(), columns, weights);
    }

    @Override
    public String name() {
        return "base_features";
    }

    @Override
    public double[] predict(List<FeatureVector> features) {
        return features.stream().mapToDouble(this::predict).toArray();
    }

    private double predict(FeatureVector features) {
        double sum = features.baselines().overallMean() + weights[columns.length];
        for (int i = 0; i < columns.length; i++) {
            sum += weights[i] * features.inputs()[columns[i]];
        }
        return scale.clamp(sum);
    }
}
