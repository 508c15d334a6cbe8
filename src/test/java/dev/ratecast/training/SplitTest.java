package dev.ratecast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final LocalDate YEAR_2003 = LocalDate.of(2003, 12, 31);
    private static final LocalDate YEAR_2004 = LocalDate.of(2004, 12, 31);
    private static final LocalDate YEAR_2005 = LocalDate.of(2005, 12, 31);

    private final Log log = new Log()
            .add(1, 1, 1, "2003-05-01")
            .add(1, 2, 1, "2003-12-31")
            .add(1, 3, 1, "2004-01-01")
            .add(1, 4, 1, "2004-12-31")
            .add(1, 5, 1, "2005-01-01");
    private final int[] order = TimeOrder.of(log, 1);

    @Test
    void cut_dates_are_inclusive() {
        assertThat(new Split.ByDate(YEAR_2003, YEAR_2004, YEAR_2005, false).cut(log, order))
                .isEqualTo(new Split.Parts(2, 4, 5));
        assertThat(new Split.ByDate(YEAR_2003, YEAR_2004, null, false).cut(log, order))
                .isEqualTo(new Split.Parts(2, 4, 5));
    }

    @Test
    void a_part_that_would_be_empty_is_refused_by_name() {
        LocalDate year2002 = LocalDate.of(2002, 12, 31);
        LocalDate year2006 = LocalDate.of(2006, 12, 31);

        assertThatThrownBy(() -> new Split.ByDate(year2002, YEAR_2003, null, false).cut(log, order))
                .hasMessageContaining("nothing to learn from");
        assertThatThrownBy(() -> new Split.ByDate(YEAR_2005, year2006, null, false).cut(log, order))
                .hasMessage("no rating is dated after 2005-12-31 and up to 2006-12-31: nothing to validate on");
        assertThatThrownBy(() -> new Split.ByDate(YEAR_2003, YEAR_2005, year2006, false).cut(log, order))
                .hasMessageContaining("nothing to test on");
        assertThatThrownBy(() -> new Split.ByDate(YEAR_2004, YEAR_2003, null, false))
                .isInstanceOf(UnusableSplitException.class);
    }

    @Test
    void the_default_cuts_by_year_where_the_ratings_span_them() {
        Split byYear = new Split.ByDate(YEAR_2003, YEAR_2004, YEAR_2005, true);

        assertThat(new Split.ByDefault(true, true).cut(log, order)).isEqualTo(byYear.cut(log, order));
        assertThat(new Split.ByDefault(false, true).cut(log, order)).isEqualTo(byYear.cut(log, order));
    }

    @Test
    void else_the_last_fifth_validates_or_tests() {
        Log other = Log.random(1, 50);
        int[] otherOrder = TimeOrder.of(other, 1);

        assertThat(new Split.LastFifth(true).cut(other, otherOrder)).isEqualTo(new Split.Parts(40, 50, 50));
        assertThat(new Split.ByDefault(false, true).cut(other, otherOrder)).isEqualTo(new Split.Parts(40, 50, 50));
        assertThat(new Split.ByDefault(true, true).cut(other, otherOrder)).isEqualTo(new Split.Parts(30, 40, 50));
    }

    @Test
    void the_years_are_no_default_where_later_ratings_would_be_left_out_or_a_part_be_empty() {
        assertThat(cutByDefault(2003, 2003, 2004, 2005, 2006)).isEqualTo(new Split.Parts(3, 4, 5));
        assertThat(cutByDefault(2003, 2003, 2003, 2003, 2005)).isEqualTo(new Split.Parts(3, 4, 5));
        assertThat(cutByDefault(2004, 2004, 2004, 2004, 2005)).isEqualTo(new Split.Parts(3, 4, 5));
        assertThat(cutByDefault(2003, 2003, 2003, 2004, 2005)).isEqualTo(new Split.Parts(3, 4, 5));
        assertThat(cutByDefault(2003, 2004, 2005, 2005, 2005)).isEqualTo(new Split.Parts(1, 2, 5));
    }

    /** One rating in each of these years. */
    private static Split.Parts cutByDefault(int... years) {
        Log byYear = new Log();
        for (int i = 0; i < years.length; i++) {
            byYear.add(1, i + 1, 1, years[i] + "-06-01");
        }
        return new Split.ByDefault(true, true).cut(byYear, TimeOrder.of(byYear, 1));
    }

    @Test
    void shares_count_rows_in_time_order_and_the_rest_tests() {
        assertThat(new Split.ByFraction(0.6, 0.2, false).cut(log, order)).isEqualTo(new Split.Parts(3, 4, 5));
        assertThat(new Split.ByFraction(0.8, 0.2, true).cut(log, order)).isEqualTo(new Split.Parts(4, 5, 5));
        assertThatThrownBy(() -> new Split.ByFraction(0.9, 0.2, false)).isInstanceOf(UnusableSplitException.class);
        assertThatThrownBy(() -> new Split.ByFraction(0.95, 0.01, false).cut(log, order))
                .hasMessageContaining("too few");
    }
}
