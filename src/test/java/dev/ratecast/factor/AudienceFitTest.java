package dev.ratecast.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

class AudienceFitTest {
    private static final int CUSTOMERS = 40;
    private static final int MOVIES = 9;
    private static final AudienceSettings SETTINGS = new AudienceSettings(3, 300, 4, 2);

    @Test
    void agrees_with_a_decomposition_into_singular_values() {
        boolean[][] rated = rated();
        int[] ofCustomers = counts(rated, CUSTOMERS, true);
        int[] ofMovies = counts(rated, MOVIES, false);
        DMatrixRMaj normed = new DMatrixRMaj(CUSTOMERS, MOVIES);
        for (int c = 0; c < CUSTOMERS; c++) {
            for (int m = 0; m < MOVIES; m++) {
                normed.set(c, m, rated[c][m] ? 1 / Math.sqrt((ofCustomers[c] + 4.0) * (ofMovies[m] + 2.0)) : 0);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(CUSTOMERS, MOVIES, false, true, true);
        assertThat(svd.decompose(normed)).isTrue();
        DMatrixRMaj right = svd.getV(null, false);
        double[] singular = svd.getSingularValues();
        SingularOps_DDRM.descendingOrder(null, false, singular, MOVIES, right, false);

        MovieAudiences audiences = fit(rated, 4, SETTINGS);

        double[][] expected = new double[MOVIES][MOVIES];
        double weighted = 0;
        for (int m = 0; m < MOVIES; m++) {
            for (int other = 0; other < MOVIES; other++) {
                for (int k = 1; k <= SETTINGS.rank(); k++) {
                    expected[m][other] += singular[k] * singular[k] * right.get(m, k) * right.get(other, k);
                }
                expected[m][other] /= Math.sqrt((ofMovies[m] + 2.0) * (ofMovies[other] + 2.0));
            }
            weighted += ofMovies[m] * expected[m][m];
        }
        double mean = weighted / IntStream.of(ofMovies).sum();
        for (int m = 0; m < MOVIES; m++) {
            for (int other = 0; other < MOVIES; other++) {
                assertThat(product(audiences, m, other)).isCloseTo(expected[m][other] / mean, within(1e-5));
            }
        }
    }

    @Test
    void movies_with_an_audience_in_common_lie_in_one_direction() {
        boolean[][] rated = new boolean[CUSTOMERS][MOVIES];
        Random random = new Random(3);
        for (int c = 0; c < CUSTOMERS; c++) {
            for (int m = 0; m < MOVIES; m++) {
                rated[c][m] = random.nextInt(10) < (c % 2 == m % 2 ? 8 : 2);
            }
        }

        MovieAudiences audiences = fit(rated, 4, new AudienceSettings(1, 30, 50, 10));

        for (int m = 0; m < MOVIES; m++) {
            for (int other = 0; other < MOVIES; other++) {
                double product = product(audiences, m, other);
                assertThat(product * (m % 2 == other % 2 ? 1 : -1))
                        .as(m + ", " + other)
                        .isPositive();
            }
        }
    }

    @Test
    void how_a_movie_is_rated_says_nothing() {
        boolean[][] rated = rated();
        MovieAudiences liked = fit(rated, 5, AudienceSettings.DEFAULT);
        MovieAudiences hated = fit(rated, 1, AudienceSettings.DEFAULT);

        for (int m = 0; m < MOVIES; m++) {
            assertThat(hated.of(m)).isEqualTo(liked.of(m));
        }
    }

    @Test
    void the_order_of_rows_and_entries_changes_nothing_but_rounding() {
        MovieAudiences audiences = fit(new Planted(60, 40, false));
        MovieAudiences reversed = fit(new Planted(60, 40, true));

        for (int movie = 0; movie < 40; movie++) {
            assertThat(product(reversed, movie, 11)).isCloseTo(product(audiences, movie, 11), within(1e-4));
        }
    }

    @Test
    void of_fewer_movies_than_directions_the_others_are_zero() {
        boolean[][] one = new boolean[CUSTOMERS][1];
        boolean[][] two = new boolean[CUSTOMERS][2];
        for (int c = 0; c < CUSTOMERS; c++) {
            one[c][0] = true;
            two[c][c % 2] = true;
        }

        assertThat(fit(one, 4, SETTINGS).of(0)).containsOnly(0);
        MovieAudiences ofTwo = fit(two, 4, SETTINGS);
        assertThat(product(ofTwo, 0, 1)).isNegative();
        assertThat(ofTwo.of(0)).endsWith(0, 0);
        assertThat(fit(new boolean[0][0], 4, SETTINGS).size()).isZero();
    }

    private static MovieAudiences fit(RatingMatrix matrix) {
        int[] counts = new int[matrix.movies()];
        RatingMatrix.Row row = new RatingMatrix.Row();
        for (int movie = 0; movie < counts.length; movie++) {
            matrix.readMovie(movie, row);
            counts[movie] = row.length();
        }
        int[] order = IndexOrder.by(matrix::movieId, IntStream.range(0, counts.length));
        return AudienceFit.fit(matrix, SETTINGS, counts, order, 1);
    }

    private static MovieAudiences fit(boolean[][] rated, int units, AudienceSettings settings) {
        CompactMatrix.Builder ratings = new CompactMatrix.Builder(0);
        for (int c = 0; c < rated.length; c++) {
            for (int m = 0; m < rated[c].length; m++) {
                if (rated[c][m]) {
                    ratings.add(c, m, units);
                }
            }
        }
        CompactMatrix matrix = ratings.build();
        int[] counts = counts(rated, matrix.movies(), false);
        return AudienceFit.fit(
                matrix, settings, counts, IntStream.range(0, matrix.movies()).toArray(), 1);
    }

    /** Each movie has a rating at least. */
    private static boolean[][] rated() {
        boolean[][] rated = new boolean[CUSTOMERS][MOVIES];
        Random random = new Random(8);
        for (int c = 0; c < CUSTOMERS; c++) {
            for (int m = 0; m < MOVIES; m++) {
                rated[c][m] = c == m || random.nextInt(3) == 0;
            }
        }
        return rated;
    }

    private static int[] counts(boolean[][] rated, int size, boolean customers) {
        int[] counts = new int[size];
        for (int c = 0; c < rated.length; c++) {
            for (int m = 0; m < rated[c].length; m++) {
                counts[customers ? c : m] += rated[c][m] ? 1 : 0;
            }
        }
        return counts;
    }

    private static double product(MovieAudiences audiences, int one, int other) {
        float[] left = audiences.of(one);
        float[] right = audiences.of(other);
        double sum = 0;
        for (int k = 0; k < left.length; k++) {
            sum += (double) left[k] * right[k];
        }
        return sum;
    }
}
