package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.rating.RatingScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries of movies' lists are a customer's index and a code, compared as signed numbers. */
class CustomerLimitTest {
    @ParameterizedTest
    @CsvSource({"1..5, 268435456", "0.5..5/0.5, 134217728", "0..10, 134217728", "0..100, 16777216"})
    void as_many_customers_are_numbered_as_entries_have_room_for(RatingScale scale, int most) {
        Codes codes = new Codes(scale);

        assertThat(RatingArrays.mostCustomers(scale)).isEqualTo(most);
        assertThat((most - 1) << codes.bits() | codes.largest()).isPositive();
        assertThat(((most - 1) << codes.bits() | codes.largest()) >>> codes.bits())
                .isEqualTo(most - 1);
        assertThat(most << codes.bits()).isNegative();
    }
}
