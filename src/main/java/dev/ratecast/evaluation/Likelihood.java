package dev.ratecast.evaluation;

/**
 * The mean log density of the ratings under a normal distribution with the predicted mean, in nats a rating.
 *
 * @param model with the predicted sd
 * @param constant with {@code constantSd} for all
 * @param constantSd the RMSE of these very ratings: the best that any one sd could have been
 */
public record Likelihood(double model, double constant, double constantSd) {
    static Likelihood of(ScoredRatings ratings) {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < ratings.size(); row++) {
            double error = ratings.predicted(row) - ratings.rating(row);
            sum += logDensity(error, ratings.sd(row));
            squares += error * error;
        }
        double sd = Math.sqrt(squares / ratings.size());
        return new Likelihood(sum / ratings.size(), logDensity(sd, sd), sd);
    }

    private static double logDensity(double error, double sd) {
        double z = error / sd;
        return -Math.log(sd) - 0.5 * Math.log(2 * Math.PI) - 0.5 * z * z;
    }
}
