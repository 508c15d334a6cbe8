package dev.ratecast.model.dl4j;

import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.Scaling;
import dev.ratecast.rating.RatingScale;
import java.util.List;

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
    private final float[] lows;
    private final float[] highs;

    Correction(RatingScale scale, NetworkFit fit) {
        this(scale, fit.scaling(), fit.correction());
    }

    Correction(RatingScale scale, Scaling scaling, double share) {
        this.scale = scale;
        this.range = scale.max().subtract(scale.min()).doubleValue();
        this.share = share;
        this.means = floats(scaling.means());
        this.deviations = floats(scaling.deviations());
        this.lows = floats(scaling.lows());
        this.highs = floats(scaling.highs());
    }

    int width() {
        return means.length;
    }

    float input(float feature, int column) {
        float inside = Math.min(highs[column], Math.max(lows[column], feature));
        return (inside - means[column]) / deviations[column];
    }

    float residual(double rating, double baseline) {
        return (float) ((rating - baseline) / range);
    }

    /** The prediction, in stars. */
    double predict(double baseline, float output) {
        return scale.clamp(baseline + share * output * range);
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }
}
