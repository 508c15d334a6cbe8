package dev.ratecast.factor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefreshRuleTest {
    private static final long DAY = 86_400;

    private final RefreshRule rule = new RefreshRule(0.1, 30, 300, 10_000_000);

    @Test
    void factors_are_due_once_there_is_enough_to_fit() {
        assertThat(rule.due(0, 0, 299, 0)).isFalse();
        assertThat(rule.due(0, 0, 300, 0)).isTrue();
    }

    @Test
    void growth_by_a_tenth_or_thirty_days_make_them_due_again() {
        assertThat(rule.due(1_000, 100 * DAY, 1_099, 129 * DAY)).isFalse();
        assertThat(rule.due(1_000, 100 * DAY, 1_100, 100 * DAY)).isTrue();
        assertThat(rule.due(1_000, 100 * DAY, 1_000, 130 * DAY)).isTrue();
    }

    @Test
    void a_date_ahead_of_the_clock_counts_as_the_day_on_which_it_was_looked_at() {
        long ahead = 50_000 * DAY;
        assertThat(rule.due(1_000, ahead, 100 * DAY, 1_000, ahead, 129 * DAY)).isFalse();
        assertThat(rule.due(1_000, ahead, 100 * DAY, 1_000, ahead, 130 * DAY)).isTrue();
        assertThat(rule.due(1_000, 70 * DAY, 100 * DAY, 1_000, ahead, 100 * DAY))
                .isTrue();
        assertThat(rule.due(1_000, 70 * DAY, 100 * DAY, 1_000, 99 * DAY, 500 * DAY))
                .isFalse();
    }
}
