package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read at a cut is of its version, whatever changes before, between and after the looks. */
class CutTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final NeighborRule RULE = NeighborRule.byDefault(SCALE);

    private final RatingArrays arrays = new RatingArrays(SCALE, Eras.DEFAULT, RULE);

    @Test
    void a_movies_facts_are_those_of_the_version() {
        rate(1, 1, 1999, 4);
        rate(1, 2, 1980, 4);
        Cut cut = arrays.cut();
        assertThat(cut.factsMoved()).isFalse();
        long[] byEraOfAll = cut.byEraOfAll();
        CustomerCopy history = new CustomerCopy();
        cut.copyHistory(0, history);
        long[] byEra = cut.byEra(history);

        rate(2, 1, 1970, 4);
        assertThat(cut.facts(0)).isEqualTo(facts(1, 1999));
        rate(2, 1, 1960, 4);
        rate(2, 2, 1950, 4);
        rate(2, 3, 1950, 4);

        assertThat(cut.factsMoved()).isTrue();
        assertThat(cut.facts(0)).isEqualTo(facts(1, 1999));
        assertThat(cut.facts(1)).isEqualTo(facts(2, 1980));
        assertThat(cut.facts(2)).as("named later").isNull();
        assertThat(cut.byEraOfAll()).isEqualTo(byEraOfAll);
        assertThat(cut.byEra(history)).isEqualTo(byEra);
        assertThat(arrays.cut().facts(0)).isEqualTo(facts(1, 1960));
        assertThat(arrays.cut().byEraOfAll()).isNotEqualTo(byEraOfAll);
    }

    @Test
    void who_is_a_neighbor_is_told_from_the_ratings_of_the_version() {
        for (int customer = 1; customer <= 5; customer++) {
            for (int movie = 1; movie <= 6; movie++) {
                rate(customer, movie, 2000, customer % 2 == 0 ? 1 : 5);
            }
        }
        Cut cut = arrays.cut();
        assertThat(accepted(cut)).containsExactly(0b10100);

        for (int movie = 1; movie <= 6; movie++) {
            rate(2, movie, 2000, 5);
            rate(6, movie, 2000, 5);
        }
        arrays.erase(3);

        assertThat(accepted(cut)).containsExactly(0b10100);
        assertThat(accepted(arrays.cut())).containsExactly(0b110010);
    }

    @Test
    void customers_who_changed_since_are_told_once_each() {
        rate(3, 1, 1999, 4);
        rate(1, 1, 1999, 4);
        rate(2, 1, 1999, 4);
        Cut cut = arrays.cut();
        assertThat(cut.changedCustomers().isEmpty()).isTrue();

        rate(2, 1, 1980, 5);
        rate(3, 2, 1999, 4);
        rate(2, 3, 1999, 4);

        ChangedCustomers changed = cut.changedCustomers();
        List<Integer> told = new ArrayList<>();
        changed.forEach(told::add);
        assertThat(told).as("indexes, by arrival").containsExactly(0, 2);
        assertThat(changed.contains(0)).isTrue();
        assertThat(changed.contains(1)).isFalse();
        assertThat(changed.contains(3)).isFalse();
        assertThat(arrays.cut().changedCustomers().isEmpty()).isTrue();
    }

    @Test
    void a_changed_customers_history_is_that_of_the_version_also_where_it_changes_again() {
        rate(1, 1, 1999, 4);
        rate(1, 2, 1999, 3);
        Cut cut = arrays.cut();
        rate(1, 1, 1999, 5);
        rate(1, 3, 1999, 5);
        rate(1, 1, 1999, 1);
        ChangedCustomers changed = cut.changedCustomers();
        rate(1, 1, 1999, 2);
        rate(1, 4, 1999, 2);

        CustomerCopy history = new CustomerCopy();
        cut.copyHistory(0, changed, history);

        CustomerCopy expected = new CustomerCopy();
        cut.copyHistory(0, expected);
        assertThat(history.size()).isEqualTo(expected.size()).isEqualTo(2);
        for (int movie = 0; movie < 2; movie++) {
            assertThat(history.codeOf(movie)).isEqualTo(expected.codeOf(movie)).isPositive();
        }
    }

    /** A bit for each neighbor of the first customer. */
    private long[] accepted(Cut cut) {
        Scratch scratch = new Scratch(arrays);
        cut.copyHistory(0, scratch.own);
        return new NeighborsByRows(arrays).accepted(cut, 0, scratch.own, scratch);
    }

    private void rate(long customer, long movie, int year, int stars) {
        arrays.put(customer, facts(movie, year), stars, 86_400);
    }

    private static MovieFacts facts(long movie, int year) {
        return MovieFacts.named(new MovieId(movie), year, "Movie");
    }
}
