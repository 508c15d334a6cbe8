package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.model.Estimate;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingRunTest {
    private final ScoredRatings ratings = new ScoredRatings(
            RatingScale.WHOLE_STARS, Eras.DEFAULT, 0.8, List.of(RankingRun.MOVIE_MEAN), RankingRun.MOVIE_MEAN);
    private final SmallCatalogue catalogue = new SmallCatalogue();

    @Test
    void recommendations_are_held_against_the_liked_movies_of_the_test() {
        // Liked is 4 and more; movie 50 is not in the catalogue, so nobody could have recommended it.
        add(1, 10, 5, 3.0, 1);
        add(1, 30, 4, 4.0, 1);
        add(1, 50, 5, 2.0, 1);
        add(2, 40, 2, 3.0, 1);
        add(2, 10, 3, 2.0, 1);

        RankingReport report = run(0, 0);

        assertThat(report.likedFrom()).isEqualTo(4);
        assertThat(report.catalogue()).isEqualTo(4);
        assertThat(report.ndcgCustomers()).isEqualTo(2);
        assertThat(report.recallCustomers()).isEqualTo(1);
        // Customer 1 has rated 20: the model's best two others are 30 and 40, the most popular 10 and 40.
        assertThat(ranker(report, RankingRun.MODEL).recall()).isEqualTo(0.5);
        assertThat(ranker(report, RankingRun.MODEL).coverage()).isEqualTo(0.5);
        assertThat(ranker(report, RankingRun.MODEL).meanPopularity()).isEqualTo((3 + 5) / 2.0);
        assertThat(ranker(report, RankingRun.MOST_POPULAR).recall()).isEqualTo(0.5);
        assertThat(ranker(report, RankingRun.MOST_POPULAR).meanPopularity()).isEqualTo((9 + 5) / 2.0);
        assertThat(ranker(report, RankingRun.MOVIE_MEAN).recall()).isEqualTo(1);
    }

    @Test
    void test_ratings_are_ranked_by_what_was_predicted_for_them() {
        add(1, 10, 5, 3.0, 1);
        add(1, 30, 1, 4.0, 1);
        add(1, 40, 3, 2.0, 1);

        double log3 = Math.log(3) / Math.log(2);
        // The first two places: 1 and 5 stars, where 5 and 3 were possible.
        assertThat(ranker(run(0, 0), RankingRun.MODEL).ndcg())
                .isCloseTo((0 + 4 / log3) / (4 + 2 / log3), within(1e-12));
    }

    @Test
    void cautious_ranking_takes_standard_deviations_off() {
        add(1, 10, 5, 3.0, 0.1);
        add(1, 30, 1, 4.0, 2.0);

        assertThat(ranker(run(0, 0), RankingRun.MODEL).ndcg()).isLessThan(1);
        assertThat(ranker(run(1, 0), RankingRun.MODEL).ndcg()).isEqualTo(1);
        // Movie 30 is recommended first by its mean, but its sd is large.
        assertThat(ranker(run(0, 0), RankingRun.MODEL).recall()).isZero();
        assertThat(ranker(run(9, 0), RankingRun.MODEL).recall()).isEqualTo(1);
    }

    @Test
    void as_many_customers_are_drawn_as_asked_for_and_the_same_ones_each_time() {
        for (int customer = 0; customer < 50; customer++) {
            add(customer, 10 + 20 * (customer % 2), 4 + customer % 2, 3.0, 1);
        }

        RankingReport drawn = run(0, 20);

        assertThat(drawn.recallCustomers()).isEqualTo(20);
        assertThat(run(0, 20)).isEqualTo(drawn);
        assertThat(run(0, 0).recallCustomers()).isEqualTo(50);
    }

    private RankingReport run(double cautious, int customers) {
        return new RankingRun(ratings, catalogue, new RankingRun.Settings(2, cautious, customers, 100, 1))
                .run((done, of) -> assertThat(done).isPositive().isLessThanOrEqualTo(of));
    }

    private static RankingScore ranker(RankingReport report, String name) {
        RankingScore score = report.rankers().get(name);
        assertThat(score).isNotNull();
        return score;
    }

    private void add(long customer, long movie, double rating, double predicted, double sd) {
        Estimate estimate = new Estimate(predicted, sd, predicted - sd, predicted + sd, false);
        ratings.add(new ScoredRating(
                customer, movie, 0, rating, estimate, new double[] {3}, 1, (int) movie, 0, true, true));
    }

    /** Movies 10 to 40; customer 1 has rated movie 20. */
    private static final class SmallCatalogue implements Catalogue {
        @Override
        public long[] movies() {
            return new long[] {10, 20, 30, 40};
        }

        @Override
        public int[] ratingCounts() {
            return new int[] {9, 8, 3, 5};
        }

        @Override
        public double[] dampedMeans() {
            return new double[] {4, 5, 3.9, 2};
        }

        @Override
        public BitSet ratedBy(long customer) {
            return customer == 1 ? BitSet.valueOf(new long[] {0b0010}) : new BitSet();
        }

        @Override
        public void predict(long customer, double[] means, double[] sds) {
            System.arraycopy(new double[] {3.0, 4.9, 4.5, 4.0}, 0, means, 0, 4);
            System.arraycopy(new double[] {0.1, 0.1, 2.0, 1.5}, 0, sds, 0, 4);
        }
    }
}
