package dev.ratecast.model.dl4j;

import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.Scaling;
import dev.ratecast.rating.RatingScale;

/**
 * From features to the network's inputs, and from its output to stars: prediction = baseline + share · output · range,
 * held inside the scale. The output is a residual on the scale mapped to 0..1.
 */
final class Correction {
    private final RatingScale scale;
    private final double range;
    private final double share;
    private final float[] means;
    private final float[] deviations;

    Correction(RatingScale scale, NetworkFit fit) {
        this(scale, fit.scaling(), fit.correction());
    }

    Correction(RatingScale scale, Scaling scaling, double share) {
        this.scale = scale;
        this.range = scale.max().subtract(scale.min()).doubleValue();
        this.share = share;
        this.means = new float[scaling.size()];
        this.deviations = new float[scaling.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = scaling.means().get(i).floatValue();
            deviations[i] = scaling.deviations().get(i).floatValue();
        }
    }

    int width() {
        return means.length;
    }

    float input(float feature, int column) {
        return (feature - means[column]) / deviations[column];
    }

    float residual(double rating, double baseline) {
        return (float) ((rating - baseline) / range);
    }

    /** The prediction, in stars. */
    double predict(double baseline, float output) {
        return scale.clamp(baseline + share * output * range);
    }
}
