package dev.ratecast.training;

import dev.ratecast.model.Estimate;
import dev.ratecast.model.Examples;
import dev.ratecast.model.PartScores;
import dev.ratecast.model.Score;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** RMSE and MAE of predictions, and of the baselines, over the examples of one part. */
final class Errors {
    /** The mean of all ratings known before each one. */
    static final String GLOBAL_MEAN = "global_mean";
    /** Mean, customer's and movie's effect. */
    static final String DAMPED_BIASES = "damped_biases";

    /** The baseline that the network corrects: mean, movie's effect and what the customer's ratings leave over. */
    static final String PROCESS = "process";

    private Errors() {}

    /** The errors of predicted ratings and of the baselines. */
    static PartScores of(Examples examples, List<Estimate> predicted) {
        return new PartScores(
                score(examples, row -> predicted.get(row).rating()),
                Map.of(
                        GLOBAL_MEAN, score(examples, examples::overallMean),
                        DAMPED_BIASES, score(examples, examples::dampedBiases),
                        PROCESS, score(examples, examples::baseline)));
    }

    private static Score score(Examples examples, IntToDoubleFunction prediction) {
        double squares = 0;
        double absolutes = 0;
        for (int row = 0; row < examples.size(); row++) {
            double error = prediction.applyAsDouble(row) - examples.rating(row);
            squares += error * error;
            absolutes += Math.abs(error);
        }
        return new Score(examples.size(), Math.sqrt(squares / examples.size()), absolutes / examples.size());
    }
}
