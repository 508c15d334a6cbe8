package dev.ratecast.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FactorSampleTest {
    private final Planted ratings = new Planted(60, 40, false);

    @Test
    void within_the_limit_all_ratings_are_the_sample() {
        FactorSample sample = FactorSample.of(ratings, 60 * 40);

        assertThat(sample.matrix()).isSameAs(ratings);
        assertThat(sample.known()).isEqualTo(count(ratings));
    }

    @Test
    void beyond_it_the_sample_has_all_ratings_of_some_customers_as_many_as_fit() {
        FactorSample sample = FactorSample.of(ratings, 800);

        assertThat(sample.known()).isEqualTo(count(ratings));
        assertThat(count(sample.matrix())).isBetween(800L - 40, 800L);
        assertThat(rows(ratings)).containsAllEntriesOf(rows(sample.matrix()));
        // No run of neighboring ids: which customers are drawn has nothing to do with when they came.
        assertThat(rows(sample.matrix()).keySet())
                .hasSizeBetween(20, 40)
                .anyMatch(id -> id < 20)
                .anyMatch(id -> id > 40);
    }

    @Test
    void movies_of_a_sample_keep_their_titles() {
        RatingMatrix sample = FactorSample.of(ratings, 800).matrix();

        for (int movie = 0; movie < sample.movies(); movie++) {
            assertThat(sample.title(movie)).isEqualTo("Half " + sample.movieId(movie) % 2);
        }
    }

    @Test
    void the_rows_order_changes_nothing() {
        assertThat(rows(FactorSample.of(new Planted(60, 40, true), 800).matrix()))
                .isEqualTo(rows(FactorSample.of(ratings, 800).matrix()));
    }

    @Test
    void whoever_was_drawn_stays_where_more_ratings_are_allowed_for() {
        long[] ids = LongStream.range(0, 1_000).toArray();
        long[] counts = new long[1_000];
        Arrays.fill(counts, 7);
        Set<Integer> few = places(FactorSample.draw(ids, counts, 700));
        Set<Integer> more = places(FactorSample.draw(ids, counts, 1_400));

        assertThat(few).hasSize(100);
        assertThat(more).hasSize(200).containsAll(few);
    }

    @Test
    void customers_are_drawn_one_after_the_other_as_long_as_they_keep_to_the_limit() {
        long[] ids = LongStream.range(0, 200).map(i -> i * i).toArray();
        long[] counts = LongStream.range(0, 200).map(i -> 1 + i % 13).toArray();
        Set<Integer> drawn =
                places(FactorSample.draw(ids, counts, LongStream.of(counts).sum()));
        assertThat(drawn).hasSize(200);

        // Without room for one rating, one customer less.
        while (!drawn.isEmpty()) {
            long ratings = drawn.stream().mapToLong(place -> counts[place]).sum();
            Set<Integer> fewer = places(FactorSample.draw(ids, counts, ratings - 1));
            assertThat(places(FactorSample.draw(ids, counts, ratings))).isEqualTo(drawn);
            assertThat(drawn).containsAll(fewer).hasSize(fewer.size() + 1);
            drawn = fewer;
        }
    }

    @Test
    void movies_of_a_sample_have_the_tastes_of_all() {
        Factors factors = new AlternatingLeastSquares(Planted.SCALE, AlternatingLeastSquaresTest.SETTINGS)
                .fit(FactorSample.of(ratings, 800), "test", 0);

        assertThat(factors.ratings()).isEqualTo(count(ratings));
        assertThat(factors.share()).isBetween(0.45, 0.51);
        for (int place = 0; place < factors.customers().size(); place++) {
            long customer = factors.customers().id(place);
            assertThat(AlternatingLeastSquaresTest.predicted(factors, customer, 4) > 50)
                    .isEqualTo(Planted.units(customer, 4) > 50);
        }
    }

    private static Set<Integer> places(int[] places) {
        return new TreeSet<>(IntStream.of(places).boxed().toList());
    }

    private static long count(RatingMatrix matrix) {
        return rows(matrix).values().stream().mapToLong(List::size).sum();
    }

    /** By customer id, movie ids and units. */
    private static TreeMap<Long, List<String>> rows(RatingMatrix matrix) {
        TreeMap<Long, List<String>> rows = new TreeMap<>();
        RatingMatrix.Row row = new RatingMatrix.Row();
        for (int customer = 0; customer < matrix.customers(); customer++) {
            matrix.readCustomer(customer, row);
            rows.put(
                    matrix.customerId(customer),
                    IntStream.range(0, row.length())
                            .mapToObj(i -> matrix.movieId(row.other(i)) + " " + row.units(i))
                            .sorted()
                            .toList());
        }
        return rows;
    }
}
