package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NdcgTest {
    @Test
    void the_gain_of_the_order_is_divided_by_that_of_the_best_order() {
        // Scores put the ratings in the order 2, 5, 4: gains 1, 4, 3 against 4, 3, 1.
        double ndcg = Ndcg.of(new double[] {0.1, 0.9, 0.5}, new double[] {4, 2, 5}, new long[] {1, 2, 3}, 1, 10);

        double log3 = Math.log(3) / Math.log(2);
        assertThat(ndcg).isCloseTo((1 + 4 / log3 + 3.0 / 2) / (4 + 3 / log3 + 1.0 / 2), within(1e-12));
    }

    @Test
    void only_the_first_places_count() {
        double[] ratings = {5, 1, 1};

        assertThat(Ndcg.of(new double[] {3, 2, 1}, ratings, new long[] {1, 2, 3}, 1, 1))
                .isEqualTo(1);
        assertThat(Ndcg.of(new double[] {1, 2, 3}, ratings, new long[] {1, 2, 3}, 1, 1))
                .isZero();
    }

    @Test
    void ties_go_to_the_smaller_id() {
        double[] ratings = {1, 5};

        assertThat(Ndcg.of(new double[] {2, 2}, ratings, new long[] {9, 3}, 1, 1))
                .isEqualTo(1);
        assertThat(Ndcg.of(new double[] {2, 2}, ratings, new long[] {3, 9}, 1, 1))
                .isZero();
    }

    @Test
    void equal_ratings_say_nothing_about_an_order() {
        assertThat(Ndcg.of(new double[] {2, 1}, new double[] {4, 4}, new long[] {1, 2}, 1, 10))
                .isNaN();
        assertThat(Ndcg.of(new double[] {2}, new double[] {4}, new long[] {1}, 1, 10))
                .isNaN();
    }

    @Test
    void the_best_places_are_those_of_a_full_sort() {
        Random random = new Random(8);
        for (int trial = 0; trial < 200; trial++) {
            int size = random.nextInt(30);
            double[] scores = random.doubles(size)
                    .map(score -> score < 0.2 ? Double.NEGATIVE_INFINITY : Math.rint(score * 8))
                    .toArray();
            long[] ids = random.longs(size).toArray();

            int[] sorted = IntStream.range(0, size)
                    .filter(place -> scores[place] != Double.NEGATIVE_INFINITY)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer place) -> -scores[place])
                            .thenComparingLong(place -> ids[place]))
                    .limit(7)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(Places.best(scores, ids, 7)).isEqualTo(sorted);
        }
    }
}
