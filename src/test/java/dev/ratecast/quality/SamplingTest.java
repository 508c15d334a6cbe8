package dev.ratecast.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent.Rated;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
    @Test
    void the_share_is_taken_of_customers_movies_and_dates_alike() {
        Sampling tenth = new Sampling(0.1);

        assertThat(IntStream.range(0, 100_000)
                                .filter(i -> tenth.takes(rated(i, 1, 0)))
                                .count()
                        / 1e5)
                .isEqualTo(0.1, within(0.005));
        assertThat(IntStream.range(0, 100_000)
                                .filter(i -> tenth.takes(rated(1, i, 0)))
                                .count()
                        / 1e5)
                .isEqualTo(0.1, within(0.005));
        assertThat(IntStream.range(0, 100_000)
                                .filter(i -> tenth.takes(rated(1, 1, 86_400L * i)))
                                .count()
                        / 1e5)
                .isEqualTo(0.1, within(0.005));
    }

    @Test
    void one_takes_all_and_zero_none_and_the_rating_itself_decides() {
        assertThat(IntStream.range(0, 1_000)).allMatch(i -> new Sampling(1).takes(rated(i, i, i)));
        assertThat(IntStream.range(0, 1_000)).noneMatch(i -> new Sampling(0).takes(rated(i, i, i)));
        assertThat(IntStream.range(0, 1_000))
                .allMatch(i -> new Sampling(0.5).takes(rated(i, i, i)) == new Sampling(0.5).takes(rated(i, i, i)));
    }

    /** Replicas of one release and the next take the same ones. */
    @Test
    void a_rating_has_the_place_that_it_has_always_had() {
        assertThat(Sampling.place(rated(1_044_034, 12_031, 1_107_388_800L))).isEqualTo(0.1451552862537695);
        assertThat(Sampling.place(rated(0, 0, 0))).isEqualTo(0.13870941014555427);
    }

    private static Rated rated(long customer, long movie, long ratedAt) {
        return new Rated(new CustomerId(customer), MovieFacts.named(new MovieId(movie), null, null), 3, ratedAt);
    }
}
