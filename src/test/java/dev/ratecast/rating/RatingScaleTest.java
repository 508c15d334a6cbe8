package dev.ratecast.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingScaleTest {
    private static final RatingScale HALVES = RatingScale.parse("0.5..5/0.5");

    @Test
    void half_stars_are_counted_in_tenths_exactly() {
        assertThat(HALVES.unitsOf(new BigDecimal("3.5"))).hasValue(35);
        assertThat(HALVES.starsOf(35 + 40)).isEqualByComparingTo("7.5");
        assertThat(HALVES.mean(75, 2)).isEqualTo(3.75);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "3.7", "-1", "1e999", "1e-999999999", "3.0000000000000000000001"})
    void refuses_what_is_not_on_the_scale(String rating) {
        assertThat(RatingScale.WHOLE_STARS.unitsOf(new BigDecimal(rating))).isEqualTo(OptionalInt.empty());
    }

    @Test
    void takes_whole_stars_written_with_decimals() {
        assertThat(RatingScale.WHOLE_STARS.unitsOf(new BigDecimal("4.0"))).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-5", "5..1", "1..5/0", "1..5/0.3", "a..b", "1/2..5"})
    void refuses_texts_that_are_no_scale(String text) {
        assertThatThrownBy(() -> RatingScale.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0..255", "0..100/0.1", "-127.5..0/0.5", "0..10/0.0001", "-10000..10000/0.0001"})
    void refuses_more_steps_than_a_byte_tells_apart(String text) {
        assertThatThrownBy(() -> RatingScale.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a scale has at most 254 steps, and " + text)
                .hasMessageMatching(".* has \\d+");
    }

    @Test
    void counts_its_steps() {
        assertThat(RatingScale.WHOLE_STARS.steps()).isEqualTo(4);
        assertThat(HALVES.steps()).isEqualTo(9);
        assertThat(RatingScale.parse("0..25.4/0.1").steps()).isEqualTo(RatingScale.MAX_STEPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1..5", "0.5..5/0.5", "0..10", "-2..2/0.25"})
    void writes_itself_as_it_reads(String text) {
        assertThat(RatingScale.parse(text)).hasToString(text);
    }

    @Test
    void the_default_neighbor_gap_is_an_eighth_of_the_range() {
        assertThat(RatingScale.WHOLE_STARS.defaultNeighborGap()).isEqualByComparingTo("0.5");
        assertThat(HALVES.defaultNeighborGap()).isEqualByComparingTo("0.5625");
    }
}
