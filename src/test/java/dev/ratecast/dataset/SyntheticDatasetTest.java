package dev.ratecast.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDatasetTest {
    private static final SyntheticSize SMALL = new SyntheticSize(20_000, 700, 250);

    @TempDir
    Path temp;

    private Dataset generated(SyntheticSize size, long seed) throws IOException {
        new SyntheticDataset(size, seed).write(temp, written -> {});
        return Dataset.load(temp, null, RatingScale.WHOLE_STARS, ReadListener.NONE);
    }

    @Test
    void has_exactly_the_size_asked_for_and_no_pair_twice() throws IOException {
        Dataset dataset = generated(SMALL, 7);

        Set<String> pairs = new HashSet<>();
        for (int row = 0; row < dataset.size(); row++) {
            pairs.add(dataset.customer(row) + " " + dataset.movie(row));
        }
        assertThat(pairs).hasSize(20_000);
        assertThat(dataset.customerCount()).isEqualTo(700);
        assertThat(dataset.movieCount()).isEqualTo(250);
        assertThat(dataset.refused().count()).isZero();
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_seed_others() throws IOException {
        for (String folder : new String[] {"a", "b"}) {
            new SyntheticDataset(SMALL, 7).write(temp.resolve(folder), written -> {});
        }
        new SyntheticDataset(SMALL, 8).write(temp.resolve("c"), written -> {});

        for (String file : new String[] {SyntheticDataset.RATINGS_FILE, SyntheticDataset.TITLES_FILE}) {
            assertThat(temp.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(temp.resolve("b").resolve(file));
            assertThat(Files.mismatch(
                            temp.resolve("a").resolve(file), temp.resolve("c").resolve(file)))
                    .isNotNegative();
        }
    }

    @Test
    void the_committed_sample_is_what_its_command_makes() throws IOException {
        new SyntheticDataset(SMALL, 1).write(temp, written -> {});

        for (String file : new String[] {SyntheticDataset.RATINGS_FILE, SyntheticDataset.TITLES_FILE}) {
            assertThat(temp.resolve(file))
                    .hasSameBinaryContentAs(Path.of("data/netflix-synthetic").resolve(file));
        }
    }

    @Test
    void the_sample_is_inside_the_artifact() {
        Dataset sample = Dataset.load(
                DatasetSource.ofSample(), null, RatingRules.anyDate(RatingScale.WHOLE_STARS), ReadListener.NONE);

        assertThat(sample.size()).isEqualTo(20_000);
    }

    @Test
    void activity_and_popularity_are_skewed() throws IOException {
        Dataset dataset = generated(new SyntheticSize(200_000, 4_000, 800), 3);

        int[] byCustomer = new int[dataset.customerCount()];
        int[] byMovie = new int[dataset.movieCount()];
        for (int row = 0; row < dataset.size(); row++) {
            byCustomer[dataset.customerNumber(row)]++;
            byMovie[dataset.movieNumber(row)]++;
        }
        int[] customers = IntStream.of(byCustomer).sorted().toArray();
        int[] movies = IntStream.of(byMovie).sorted().toArray();

        assertThat(customers[2_000]).as("median customer, mean 50").isBetween(20, 38);
        assertThat(customers[3_999]).as("heaviest customer").isGreaterThan(500);
        assertThat(movies[400]).as("median movie, mean 250").isBetween(15, 80);
        assertThat(movies[799]).as("most popular movie").isBetween(1_800, 1_945);
    }

    @Test
    void stars_dates_and_years_are_like_the_real_ones() throws IOException {
        Dataset dataset = generated(SMALL, 5);

        double sum = 0;
        double squares = 0;
        for (int row = 0; row < dataset.size(); row++) {
            sum += dataset.units(row);
            squares += dataset.units(row) * dataset.units(row);
            assertThat(dataset.ratedAt(row)).isBetween(942_278_400L, 1_135_987_200L);
        }
        double mean = sum / dataset.size();
        assertThat(mean).isCloseTo(3.6, within(0.15));
        assertThat(Math.sqrt(squares / dataset.size() - mean * mean)).isCloseTo(1.08, within(0.08));
        assertThat(dataset.hasDatesOnly()).isTrue();
        assertThat(IntStream.range(0, dataset.movieCount()).mapToObj(dataset::factsOfNumber))
                .allSatisfy(movie -> assertThat(movie.title()).isNotBlank())
                .anySatisfy(movie -> assertThat(movie.releaseYear()).isNull())
                .anySatisfy(movie -> assertThat(movie.releaseYear()).isBetween(1915, 1969));
    }

    @Test
    void any_number_of_ratings_from_four_on_has_a_size_that_can_be_written() {
        for (int ratings : new int[] {4, 5, 8, 20, 50, 333, 1_000, 1_088, 1_500}) {
            SyntheticSize size = SyntheticSize.ofRatings(ratings, null, null);
            SyntheticDataset dataset = new SyntheticDataset(size, 1);
            int[] written = {0};
            Set<Integer> customers = new HashSet<>();
            for (int movie = 0; movie < size.movies(); movie++) {
                dataset.ratings(movie, (customer, stars, day) -> {
                    written[0]++;
                    customers.add(customer);
                });
            }
            assertThat(written[0]).isEqualTo(ratings);
            assertThat(customers).as(size.toString()).hasSize(size.customers());
        }
        assertThatThrownBy(() -> SyntheticSize.ofRatings(3, null, null)).hasMessageContaining("at least 4 ratings");
    }

    @Test
    void sizes_in_proportion_stay_and_those_asked_for_count() {
        assertThat(SyntheticSize.ofRatings(1_500, null, null)).isEqualTo(new SyntheticSize(1_500, 97, 69));
        assertThat(SyntheticSize.ofRatings(20_000, null, null)).isEqualTo(new SyntheticSize(20_000, 702, 251));
        assertThat(SyntheticSize.ofRatings(1_000, 200, 100)).isEqualTo(new SyntheticSize(1_000, 200, 100));
        assertThat(SyntheticSize.ofRatings(1_000, 20, null)).isEqualTo(new SyntheticSize(1_000, 20, 200));
        assertThatThrownBy(() -> SyntheticSize.ofRatings(1_000, 10, 10)).hasMessageContaining("a quarter of all pairs");
        assertThatThrownBy(() -> SyntheticSize.ofRatings(1_000, 0, null)).hasMessageContaining("at least one");
    }

    @Test
    void refuses_sizes_that_cannot_be_skewed() {
        assertThatThrownBy(() -> new SyntheticSize(100, 10, 10)).hasMessageContaining("a quarter of all pairs");
        assertThatThrownBy(() -> new SyntheticSize(10, 11, 10)).hasMessageContaining("too few");
        assertThat(SyntheticSize.ofRatings(SyntheticSize.NETFLIX_PRIZE.ratings(), null, null))
                .isEqualTo(SyntheticSize.NETFLIX_PRIZE);
    }
}
