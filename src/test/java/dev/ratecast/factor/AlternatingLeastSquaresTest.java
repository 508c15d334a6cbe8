package dev.ratecast.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.rating.UnitInterval;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternatingLeastSquaresTest {
    static final FactorSettings SETTINGS = new FactorSettings(
            3, 8, 0.5, 0.01, 5, 8, 1, FactorSettings.DEFAULT.corrections(), AudienceSettings.DEFAULT);

    private static final String FIRST_TITLE = "Ducks: Part One";
    private static final String SECOND_TITLE = "Ducks: Part Two";

    /** Of {@link #ofTwoMovies}: the mean, the customers' damped means above it, and the sums of ratings above both. */
    private static final double MEAN = 2.3 / 3;

    private static final double FIRST_CUSTOMER = (0.9 - MEAN) / 6;
    private static final double SECOND_CUSTOMER = (0.9 - MEAN + 0.5 - MEAN) / 7;
    private static final double FIRST_MOVIE_ABOVE = 0.9 - MEAN - FIRST_CUSTOMER + 0.9 - MEAN - SECOND_CUSTOMER;
    private static final double SECOND_MOVIE_ABOVE = 0.5 - MEAN - SECOND_CUSTOMER;

    @Test
    void finds_the_taste_that_was_planted() {
        Factors factors = fit(new Planted(60, 40, false));

        for (long customer = 0; customer < 60; customer += 7) {
            for (long movie = 0; movie < 40; movie += 3) {
                assertThat(predicted(factors, customer, movie)).isCloseTo(Planted.units(customer, movie), within(6.0));
            }
        }
        assertThat(factors.ratings()).isBetween(1_500L, 1_700L);
        assertThat(factors.latest()).isEqualTo(77);
    }

    @Test
    void the_order_of_rows_and_entries_changes_nothing_but_rounding() {
        Factors factors = fit(new Planted(60, 40, false));
        Factors reversed = fit(new Planted(60, 40, true));

        for (long customer = 0; customer < 60; customer++) {
            assertThat(predicted(reversed, customer, 11)).isCloseTo(predicted(factors, customer, 11), within(1e-3));
        }
    }

    @Test
    void a_movies_taste_is_how_good_the_movies_are_that_its_raters_rate() {
        Factors factors = ofTwoMovies();

        double good = FIRST_MOVIE_ABOVE / 7;
        double bad = SECOND_MOVIE_ABOVE / 6;
        assertThat(taste(factors.customers(), 1)).isCloseTo(good / 6, within(1e-6));
        assertThat(taste(factors.customers(), 2)).isCloseTo((good + bad) / 7, within(1e-6));
        assertThat(taste(factors.movies(), 1)).isCloseTo((good / 6 + (good + bad) / 7) / 2, within(1e-6));
        assertThat(taste(factors.movies(), 2)).isCloseTo((good + bad) / 7, within(1e-6));
    }

    @Test
    void titles_are_held_against_how_far_movies_lie_above_their_raters_means() {
        Factors factors = ofTwoMovies();

        double good = FIRST_MOVIE_ABOVE / 2 + taste(factors.movies(), 1);
        double bad = SECOND_MOVIE_ABOVE + taste(factors.movies(), 2);
        TitleEffects expected =
                TitleFit.fit(List.of(FIRST_TITLE, SECOND_TITLE), new double[] {good, bad}, new int[] {2, 1});
        assertThat(factors.titles().words()).containsOnlyKeys("ducks", "part");
        assertThat(factors.movieTitle(0)).isNotZero().isCloseTo(expected.ofMovie(0), within(1e-6f));
        assertThat(factors.movieTitle(FactorTable.NONE)).isZero();
    }

    @Test
    void a_correction_that_is_not_wanted_is_zero() {
        Factors untitled = fit(SETTINGS.without(EffectCorrection.TITLE));
        Factors tasteless = fit(SETTINGS.without(EffectCorrection.TASTE));

        assertThat(untitled.titles().words()).isEmpty();
        assertThat(untitled.movieTitle(0)).isZero();
        assertThat(taste(untitled.movies(), 1)).isNotZero();
        assertThat(tasteless.titles().words()).isNotEmpty();
        assertThat(taste(tasteless.movies(), 1)).isZero();
        assertThat(untitled.movies().vectors()).isEqualTo(tasteless.movies().vectors());
    }

    /** One movie has 90 from both customers; the other 50, from the second of them only. */
    private static Factors ofTwoMovies() {
        CompactMatrix.Builder ratings = new CompactMatrix.Builder(3);
        ratings.add(1, 1, 90);
        ratings.add(2, 1, 90);
        ratings.add(2, 2, 50);
        ratings.title(1, FIRST_TITLE);
        ratings.title(2, SECOND_TITLE);
        return new AlternatingLeastSquares(Planted.SCALE, SETTINGS).fit(ratings.build(), "test", 77);
    }

    private static Factors fit(FactorSettings settings) {
        return new AlternatingLeastSquares(Planted.SCALE, settings).fit(new Planted(60, 40, false), "test", 77);
    }

    private static double taste(FactorTable table, long id) {
        return table.taste(table.find(id));
    }

    @Test
    void the_same_ratings_give_the_same_factors_to_the_last_bit() {
        Factors first = fit(new Planted(60, 40, false));
        Factors second = fit(new Planted(60, 40, false));

        assertThat(second.movies().vectors()).isEqualTo(first.movies().vectors());
        assertThat(second.customers().vectors()).isEqualTo(first.customers().vectors());
    }

    @Test
    void rows_without_ratings_have_no_factors() {
        Factors factors = fit(new Planted(0, 0, false));

        assertThat(factors.movies().size()).isZero();
        assertThat(factors.customers().find(1)).isEqualTo(FactorTable.NONE);
        assertThat(factors.mean()).isEqualTo(0.5);
    }

    private static Factors fit(Planted ratings) {
        return new AlternatingLeastSquares(Planted.SCALE, SETTINGS).fit(ratings, "test", 77);
    }

    static double predicted(Factors factors, long customer, long movie) {
        int c = factors.customers().find(customer);
        int m = factors.movies().find(movie);
        double product = 0;
        float[] left = factors.customers().vector(c);
        float[] right = factors.movies().vector(m);
        for (int k = 0; k < left.length; k++) {
            product += left[k] * right[k];
        }
        double place =
                factors.mean() + factors.customers().bias(c) + factors.movies().bias(m) + factors.spread() * product;
        return UnitInterval.of(Planted.SCALE).units(place);
    }
}
