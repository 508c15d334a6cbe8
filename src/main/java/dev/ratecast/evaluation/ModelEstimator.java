package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.model.RatingModel;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;

/** A model's predictions with one standard deviation for all: its RMSE on validation, never that of training or test. */
public final class ModelEstimator implements Estimator {
    /** The share of ratings that an interval is meant to hold. */
    public static final double LEVEL = 0.8;

    /** The standard normal's quantile at 0.9: half of the interval's width, in standard deviations. */
    private static final double HALF_WIDTH = 1.2815515655446004;

    private final RatingScale scale;
    private final FeatureAssembler assembler;
    private final RatingModel model;
    private final double sd;

    /**
     * The estimates of a model.
     *
     * @param sd in stars
     */
    public ModelEstimator(RatingScale scale, FeatureAssembler assembler, RatingModel model, double sd) {
        this.scale = scale;
        this.assembler = assembler;
        this.model = model;
        this.sd = sd;
    }

    @Override
    public List<Estimate> estimate(List<KnownFacts> facts, List<Occasion> occasions) {
        float[][] vectors = new float[facts.size()][];
        double[] baselines = new double[facts.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = assembler.vector(facts.get(i), occasions.get(i));
            baselines[i] = assembler.baseline(facts.get(i));
        }
        List<Estimate> estimates = new ArrayList<>(vectors.length);
        for (double predicted : model.predict(vectors, baselines)) {
            double low = scale.clamp(predicted - HALF_WIDTH * sd);
            estimates.add(new Estimate(predicted, sd, low, scale.clamp(predicted + HALF_WIDTH * sd)));
        }
        return estimates;
    }
}
