package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeapBudgetTest {
    @Test
    void ratings_fit_up_to_the_heap_that_they_and_the_service_need() {
        HeapBudget heap = new HeapBudget(HeapBudget.needed(1_000_000));

        assertThat(heap.fits(0)).isTrue();
        assertThat(heap.fits(1_000_000)).isTrue();
        assertThat(heap.fits(1_000_001)).isFalse();
    }

    @Test
    void without_ratings_the_rest_of_the_service_needs_its_share() {
        assertThat(new HeapBudget(HeapBudget.RESERVE_BYTES - 1).fits(0)).isFalse();
        assertThat(new HeapBudget(HeapBudget.RESERVE_BYTES).fits(0)).isTrue();
        assertThatThrownBy(() -> new HeapBudget(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
