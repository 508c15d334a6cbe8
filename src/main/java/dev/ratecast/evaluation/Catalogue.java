package dev.ratecast.evaluation;

import java.util.BitSet;

/** The movies that could be recommended at the cut: those that were rated up to it. */
public interface Catalogue {
    /** Their ids, ascending; the place of a movie is the one here. */
    long[] movies();

    /** How many known ratings each movie had, by place. */
    int[] ratingCounts();

    /** The damped mean of each movie's known ratings, in stars, by place. */
    double[] dampedMeans();

    /** The places of the movies that a customer had rated. */
    BitSet ratedBy(long customer);

    /**
     * Predicts all of them for one customer, as of the cut.
     *
     * @param means filled by place, in stars
     * @param sds filled by place, in stars
     */
    void predict(long customer, double[] means, double[] sds);
}
