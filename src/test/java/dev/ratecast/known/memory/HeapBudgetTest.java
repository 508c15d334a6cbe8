package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.KnownSize;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {
    private static final KnownSize NOTHING = new KnownSize(0, 0, 0);

    @Test
    void ratings_customers_and_movies_fit_up_to_the_heap_that_they_and_the_service_need() {
        HeapBudget heap = new HeapBudget(HeapBudget.needed(new KnownSize(1_000_000, 5_000, 1_000)));

        assertThat(heap.fits(NOTHING)).isTrue();
        assertThat(heap.fits(new KnownSize(1_000_000, 5_000, 1_000))).isTrue();
        assertThat(heap.fits(new KnownSize(1_000_001, 5_000, 1_000))).isFalse();
        assertThat(heap.fits(new KnownSize(1_000_000, 5_001, 1_000))).isFalse();
        assertThat(heap.fits(new KnownSize(1_000_000, 5_000, 1_001))).isFalse();
    }

    @Test
    void as_many_ratings_of_customers_with_few_each_need_more() {
        KnownSize netflixPrize = new KnownSize(100_480_507, 480_189, 17_770);
        KnownSize manyMovies = new KnownSize(100_480_507, 480_189, 65_537);
        KnownSize fewEach = new KnownSize(100_480_507, 20_000_000, 17_770);

        assertThat(HeapBudget.needed(netflixPrize) >> 20).isEqualTo(1_694);
        assertThat(HeapBudget.needed(manyMovies) >> 20).isEqualTo(1_955);
        assertThat(HeapBudget.needed(fewEach) >> 20).isEqualTo(4_858);
    }

    @Test
    void with_nothing_known_the_rest_of_the_service_needs_its_share() {
        assertThat(new HeapBudget(HeapBudget.RESERVE_BYTES - 1).fits(NOTHING)).isFalse();
        assertThat(new HeapBudget(HeapBudget.RESERVE_BYTES).fits(NOTHING)).isTrue();
        assertThatThrownBy(() -> new HeapBudget(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KnownSize(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
