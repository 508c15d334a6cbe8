package dev.ratecast.model;

import dev.ratecast.feature.FeatureVector;
import java.util.Collections;
import java.util.List;

/** A model that says the same whatever it is asked, one star up or down. */
public record FixedModel(String version, double stars) implements RatingModel, ExamplePredictor {
    /** Certain to the same degree of everything. */
    public static final Uncertainty UNCERTAINTY = new Uncertainty(
            0.8, Collections.nCopies(Uncertainty.INPUTS, 0.0), List.of(new Uncertainty.Width(0, Long.MAX_VALUE, 1)));

    /** What a trainer of such a model found on inputs of this width. */
    public static NetworkFit fit(int width) {
        List<Double> ones = Collections.nCopies(width, 1.0);
        return new NetworkFit(1, 4, new Scaling(ones, ones, ones, ones), LinearPart.none(width), UNCERTAINTY);
    }

    @Override
    public double level() {
        return 0.8;
    }

    @Override
    public List<Estimate> predict(List<FeatureVector> features) {
        return Collections.nCopies(features.size(), estimate());
    }

    @Override
    public List<Estimate> predict(Examples examples) {
        return Collections.nCopies(examples.size(), estimate());
    }

    private Estimate estimate() {
        return new Estimate(stars, 1, stars - 1, stars + 1, false);
    }
}
