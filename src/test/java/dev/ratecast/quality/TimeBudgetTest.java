package dev.ratecast.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void a_debt_is_paid_before_more_is_spent() {
        TimeBudget budget = new TimeBudget(0.1, 0);

        assertThat(budget.isOpen(0)).isTrue();
        budget.spend(SECOND);
        assertThat(budget.isOpen(SECOND)).isFalse();
        assertThat(budget.isOpen(8 * SECOND)).isFalse();
        assertThat(budget.isOpen(9 * SECOND + 1)).isTrue();
    }

    @Test
    void time_without_work_saves_up_no_more_than_a_second_brings() {
        TimeBudget budget = new TimeBudget(0.1, 0);

        assertThat(budget.isOpen(1_000_000 * SECOND)).isTrue();
        budget.spend(SECOND / 10);
        assertThat(budget.isOpen(1_000_000 * SECOND)).isFalse();
    }

    @Test
    void in_the_long_run_the_share_is_kept() {
        TimeBudget budget = new TimeBudget(0.2, 0);
        long now = 0;
        long spent = 0;
        for (int batch = 0; batch < 10_000; batch++) {
            if (budget.isOpen(now)) {
                budget.spend(30_000_000);
                spent += 30_000_000;
                now += 30_000_000;
            }
            now += 20_000_000;
        }
        assertThat((double) spent / now).isEqualTo(0.2, within(0.01));
    }
}
