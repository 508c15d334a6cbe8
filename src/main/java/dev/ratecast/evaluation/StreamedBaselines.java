package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureVector;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The baselines that need nothing but known ratings and factors. */
public final class StreamedBaselines {
    /** The mean of all known ratings. */
    public static final String GLOBAL_MEAN = "global_mean";
    /** Mean, customer's and movie's effect. */
    public static final String DAMPED_BIASES = "damped_biases";
    /** Mean, movie's effect, and the customer's ratings by a constant and by factors. */
    public static final String BIASES_WITH_FACTORS = "biases_with_factors";
    /** The baseline that the model corrects. */
    public static final String PROCESS = "process";

    private StreamedBaselines() {}

    /** All of them. */
    public static List<Baseline> all() {
        return List.of(
                each(GLOBAL_MEAN, FeatureVector.Baselines::overallMean),
                each(RankingRun.MOVIE_MEAN, FeatureVector.Baselines::movieMean),
                each(DAMPED_BIASES, FeatureVector.Baselines::dampedBiases),
                each(BIASES_WITH_FACTORS, FeatureVector.Baselines::biasesWithFactors),
                each(PROCESS, FeatureVector.Baselines::process));
    }

    private static Baseline each(String name, ToDoubleFunction<FeatureVector.Baselines> prediction) {
        return new Baseline() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double[] predict(List<FeatureVector> features) {
                return features.stream()
                        .map(FeatureVector::baselines)
                        .mapToDouble(prediction)
                        .toArray();
            }
        };
    }
}
