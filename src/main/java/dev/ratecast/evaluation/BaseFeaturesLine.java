package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Examples;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What the base features alone predict: the mean of all known ratings and a straight line through the features, fitted by
 * ridge regression (Hoerl and Kennard, 1970) on the examples that the model is fitted on, the intercept free.
 */
public final class BaseFeaturesLine implements Baseline {
    /** In ratings. Eras exclude each other and add up to the intercept: without a ridge there is no one solution. */
    private static final double RIDGE = 1;

    private static final double OF_INTERCEPT = 1e-6;

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
        int width = columns.length + 1;
        DMatrixRMaj gram = new DMatrixRMaj(width, width);
        DMatrixRMaj right = new DMatrixRMaj(width, 1);
        DMatrixRMaj x = new DMatrixRMaj(width, 1);
        x.set(width - 1, 0, 1);
        for (int row = 0; row < examples.size(); row++) {
            for (int i = 0; i < columns.length; i++) {
                x.set(i, 0, examples.feature(row, columns[i]));
            }
            CommonOps_DDRM.multAddTransB(x, x, gram);
            CommonOps_DDRM.addEquals(right, examples.rating(row) - examples.overallMean(row), x);
        }
        for (int i = 0; i < width; i++) {
            gram.add(i, i, i < columns.length ? RIDGE : OF_INTERCEPT);
        }
        DMatrixRMaj weights = new DMatrixRMaj(width, 1);
        if (!CommonOps_DDRM.solve(gram, right, weights)) {
            throw new IllegalStateException("a ridge of " + RIDGE + " does not make the system definite");
        }
        return new BaseFeaturesLine(schema.scale(), columns, weights.data);
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
