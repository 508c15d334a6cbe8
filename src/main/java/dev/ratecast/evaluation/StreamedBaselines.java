package dev.ratecast.evaluation;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.feature.DampedBiases;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** The baselines that need nothing but known ratings. */
public final class StreamedBaselines {
    /** The mean of all known ratings. */
    public static final String GLOBAL_MEAN = "global_mean";
    /** The baseline that the model corrects. */
    public static final String DAMPED_BIASES = "damped_biases";

    private StreamedBaselines() {}

    /** All of them: global mean, damped movie mean, damped biases. */
    public static List<Baseline> of(FeatureAssembler assembler, RatingScale scale) {
        return List.of(
                each(
                        GLOBAL_MEAN,
                        (facts, occasion) -> assembler.base(facts, occasion).standIn()),
                each(RankingRun.MOVIE_MEAN, (facts, occasion) -> {
                    double mean = assembler.base(facts, occasion).standIn();
                    return scale.clamp(movieMean(others(facts), mean, scale));
                }),
                each(DAMPED_BIASES, (facts, occasion) -> assembler.baseline(facts)));
    }

    /** A movie's damped mean, in stars, given the overall mean in stars. */
    static double movieMean(Tally ratings, double mean, RatingScale scale) {
        return mean + DampedBiases.ofMovie(ratings, mean * scale.unitsPerStar()) / scale.unitsPerStar();
    }

    /** The movie's ratings without the customer's own. */
    private static Tally others(KnownFacts facts) {
        KnownMovie movie = facts.movie();
        Tally ratings = movie == null ? Tally.ZERO : movie.ratings();
        Integer own = facts.ownUnits();
        return own == null ? ratings : ratings.minus(Tally.of(own));
    }

    private static Baseline each(String name, ToDoubleBiFunction<KnownFacts, Occasion> formula) {
        return new Baseline() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double[] predict(List<KnownFacts> facts, List<Occasion> occasions) {
                double[] predicted = new double[facts.size()];
                for (int i = 0; i < predicted.length; i++) {
                    predicted[i] = formula.applyAsDouble(facts.get(i), occasions.get(i));
                }
                return predicted;
            }
        };
    }
}
