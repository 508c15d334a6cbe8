package dev.ratecast.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.Raters;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MovieFoldingTest {
    private static final FactorSettings SETTINGS = AlternatingLeastSquaresTest.SETTINGS;
    private static final CustomerId STRANGER = new CustomerId(999);

    private final Factors factors =
            new AlternatingLeastSquares(Planted.SCALE, SETTINGS).fit(new Planted(60, 40, false), "test", 0);
    private final MovieFolding folding = new MovieFolding(Planted.SCALE, SETTINGS);

    @Test
    void a_new_movie_is_solved_from_its_raters() {
        Raters raters = new Raters(
                LongStream.range(0, 60).toArray(),
                IntStream.range(0, 60).map(c -> Planted.units(c, 1)).toArray());

        float[] folded = folding.vector(factors, new MovieId(500), raters, STRANGER);

        // The new movie is liked by those who like movie 1.
        assertThat(cosine(folded, vector(1))).isGreaterThan(0.8);
        assertThat(cosine(folded, vector(2))).isLessThan(-0.8);
    }

    @Test
    void the_askers_own_rating_is_left_out() {
        Raters liked = new Raters(new long[] {1, 2, 3}, new int[] {90, 30, 70});
        Raters hated = new Raters(new long[] {1, 2, 3}, new int[] {5, 30, 70});
        CustomerId asker = new CustomerId(1);

        assertThat(folding.vector(factors, new MovieId(500), hated, asker))
                .isEqualTo(folding.vector(factors, new MovieId(500), liked, asker));
        assertThat(folding.vector(factors, new MovieId(500), hated, STRANGER))
                .isNotEqualTo(folding.vector(factors, new MovieId(500), liked, STRANGER));
    }

    @Test
    void without_raters_listed_the_fitted_vector_stands() {
        assertThat(folding.vector(factors, new MovieId(7), Raters.NONE, STRANGER))
                .isEqualTo(vector(7));
        assertThat(folding.vector(factors, new MovieId(500), Raters.NONE, STRANGER))
                .isEqualTo(new float[3]);
    }

    @Test
    void raters_are_needed_where_a_movie_has_grown() {
        int fitted = factors.movies().count(factors.movies().find(7));

        assertThat(folding.needsRaters(factors, new MovieId(7), new Tally(fitted, 1)))
                .isFalse();
        assertThat(folding.needsRaters(factors, new MovieId(7), new Tally(fitted * 2L, 1)))
                .isTrue();
        assertThat(folding.needsRaters(factors, new MovieId(500), new Tally(1, 1)))
                .isTrue();
        assertThat(folding.needsRaters(Factors.NONE, new MovieId(500), new Tally(1, 1)))
                .isFalse();
    }

    @Test
    void a_movie_fitted_on_a_sample_of_its_raters_has_not_grown_by_the_others() {
        Factors sampled = new AlternatingLeastSquares(Planted.SCALE, SETTINGS)
                .fit(FactorSample.of(new Planted(60, 40, false), 800), "test", 0);
        int fitted = sampled.movies().count(sampled.movies().find(7));
        int all = factors.movies().count(factors.movies().find(7));

        assertThat(fitted).isLessThan(all * 2 / 3);
        assertThat(folding.needsRaters(sampled, new MovieId(7), new Tally(all, 1)))
                .isFalse();
        assertThat(folding.needsRaters(sampled, new MovieId(7), new Tally(all * 2L, 1)))
                .isTrue();
    }

    private float[] vector(long movie) {
        return factors.movies().vector(factors.movies().find(movie));
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(k -> (double) a[k] * b[k])
                .sum();
    }
}
