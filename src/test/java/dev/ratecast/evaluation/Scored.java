package dev.ratecast.evaluation;

import dev.ratecast.model.Estimate;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import java.util.Random;

/** Scored ratings written down in a test. The baselines are called {@code mean} and {@code biases}; biases is corrected. */
public final class Scored {
    static final long DAY = 86_400;

    private final ScoredRatings ratings =
            new ScoredRatings(RatingScale.WHOLE_STARS, Eras.DEFAULT, 0.8, List.of("mean", "biases"), "biases");
    private long customer = 1;
    private long movie = 1;
    private long ratedAt = DAY;
    private int customerCount = 10;
    private int movieCount = 10;
    private int era = 2;
    private boolean seen = true;

    /** Seeded ratings of a few customers and movies over two years, of all eras and buckets. */
    public static ScoredRatings random(long seed, int size) {
        Random random = new Random(seed);
        Scored scored = new Scored();
        for (int row = 0; row < size; row++) {
            scored.by(random.nextInt(40))
                    .of(100 + random.nextInt(30))
                    .at(12_400 * DAY + row * 700 * DAY / size)
                    .counts(random.nextInt(150), random.nextInt(150));
            scored.era = random.nextInt(4);
            scored.seen = random.nextBoolean();
            double rating = 1 + random.nextInt(5);
            double predicted = Math.min(5, Math.max(1, 1.8 + rating * 0.4 + random.nextGaussian() * 0.7));
            scored.add(rating, predicted, 0.5 + random.nextDouble(), 3, 1 + 4 * random.nextDouble());
        }
        return scored.ratings();
    }

    /** A single rating of a customer who had not rated up to the cut. */
    public static ScoredRatings oneUnseen() {
        return new Scored().unseen().add(4, 3).ratings();
    }

    Scored by(long id) {
        customer = id;
        return this;
    }

    Scored of(long id) {
        movie = id;
        return this;
    }

    Scored at(long epochSeconds) {
        ratedAt = epochSeconds;
        return this;
    }

    Scored counts(int ofCustomer, int ofMovie) {
        customerCount = ofCustomer;
        movieCount = ofMovie;
        return this;
    }

    Scored era(int index) {
        era = index;
        return this;
    }

    Scored unseen() {
        seen = false;
        return this;
    }

    /** With an interval of one sd to both sides. */
    Scored add(double rating, double predicted, double sd, double mean, double biases) {
        Estimate estimate = new Estimate(predicted, sd, predicted - sd, predicted + sd, false);
        ratings.add(new ScoredRating(
                customer,
                movie,
                ratedAt,
                rating,
                estimate,
                new double[] {mean, biases},
                customerCount,
                movieCount,
                era,
                seen,
                true));
        return this;
    }

    /** Where only rating and prediction matter. */
    Scored add(double rating, double predicted) {
        return add(rating, predicted, 1, 3, 3);
    }

    ScoredRatings ratings() {
        return ratings;
    }
}
