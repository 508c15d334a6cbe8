package dev.ratecast.evaluation;

/**
 * Normalised discounted cumulative gain of one customer's ratings in the order that scores put them in (Järvelin and
 * Kekäläinen, 2002): the sum of {@code (rating − scale's minimum) / log2(place + 1)} over the first places, divided by
 * the largest sum that any order has.
 */
final class Ndcg {
    private Ndcg() {}

    /**
     * From 0 to 1; NaN where every order has the same sum, because all ratings are equal: there is nothing to get wrong.
     *
     * @param movies breaks ties of scores, the smaller id first
     */
    static double of(double[] scores, double[] ratings, long[] movies, double minRating, int limit) {
        boolean allEqual = true;
        for (double rating : ratings) {
            allEqual &= rating == ratings[0];
        }
        if (allEqual) {
            return Double.NaN;
        }
        return gain(Places.best(scores, movies, limit), ratings, minRating)
                / gain(Places.best(ratings, movies, limit), ratings, minRating);
    }

    private static double gain(int[] order, double[] ratings, double minRating) {
        double sum = 0;
        for (int place = 0; place < order.length; place++) {
            sum += (ratings[order[place]] - minRating) * Math.log(2) / Math.log(place + 2);
        }
        return sum;
    }
}
