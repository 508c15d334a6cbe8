package dev.ratecast.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.ingestion.BatchPlan.CustomerEra;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchPlanTest {
    private static final Instant EARLIER = Instant.parse("2004-01-01T00:00:00Z");
    private static final Era OLD = Eras.DEFAULT.of(1950);
    private static final RatingKey KEY = new RatingKey(new CustomerId(1), new MovieId(10));

    @Test
    void a_new_rating_is_added_to_every_tally() {
        BatchPlan plan = plan(Map.of(), rated(4, 100));

        assertThat(plan.effects()).containsExactly(Map.entry(RatingEffect.ADDED, 1));
        assertThat(plan.writes()).containsExactly(Map.entry(KEY, new RatingState(4, 100)));
        assertThat(plan.customerEras())
                .containsExactly(Map.entry(new CustomerEra(KEY.customer(), OLD), new Tally(1, 4)));
        assertThat(plan.movies()).containsExactly(Map.entry(KEY.movie(), new Tally(1, 4)));
        assertThat(plan.eras()).containsExactly(Map.entry(OLD, new Tally(1, 4)));
        assertThat(plan.history()).isEmpty();
    }

    @Test
    void a_newer_rating_replaces_and_moves_by_the_difference() {
        BatchPlan plan = plan(stored(2, 100), rated(5, 101));

        assertThat(plan.effects()).containsOnlyKeys(RatingEffect.REPLACED);
        assertThat(plan.customers()).containsExactly(Map.entry(KEY.customer(), new Tally(0, 3)));
        assertThat(plan.history()).containsExactly(new OutdatedRating(KEY, new RatingState(2, 100), EARLIER, false));
    }

    @Test
    void on_a_tie_of_dates_the_later_arrival_wins() {
        assertThat(plan(Map.of(), rated(2, 100), rated(5, 100)).writes())
                .containsExactly(Map.entry(KEY, new RatingState(5, 100)));
    }

    @Test
    void an_older_rating_that_arrives_late_changes_nothing() {
        BatchPlan plan = plan(stored(2, 100), rated(5, 99));

        assertThat(plan.effects()).containsOnlyKeys(RatingEffect.SUPERSEDED);
        assertThat(plan.writes()).isEmpty();
        assertThat(plan.movies()).isEmpty();
        assertThat(plan.history()).containsExactly(new OutdatedRating(KEY, new RatingState(5, 99), null, true));
    }

    @Test
    void what_is_stored_already_changes_nothing_at_all() {
        BatchPlan plan = plan(stored(2, 100), rated(2, 100));

        assertThat(plan.effects()).containsOnlyKeys(RatingEffect.DUPLICATE);
        assertThat(plan.writes()).isEmpty();
        assertThat(plan.history()).isEmpty();
    }

    @Test
    void a_withdrawn_rating_keeps_its_date_so_that_an_older_one_does_not_bring_it_back() {
        BatchPlan plan = plan(stored(2, 100), withdrawn(101), rated(5, 100));

        assertThat(plan.writes()).containsExactly(Map.entry(KEY, new RatingState(null, 101)));
        assertThat(plan.movies()).containsExactly(Map.entry(KEY.movie(), new Tally(-1, -2)));
    }

    @Test
    void the_same_newer_rating_moves_its_date_but_no_tally() {
        BatchPlan plan = plan(stored(4, 100), rated(4, 200));

        assertThat(plan.writes()).containsExactly(Map.entry(KEY, new RatingState(4, 200)));
        assertThat(plan.customerEras()).isEmpty();
    }

    @Test
    void an_erased_customer_leaves_nothing_behind_not_even_history_of_the_same_batch() {
        BatchPlan plan = plan(stored(2, 100), rated(5, 101), new RatingEvent.Erased(KEY.customer()));

        assertThat(plan.erased()).containsExactly(KEY.customer());
        assertThat(plan.writes()).isEmpty();
        assertThat(plan.history()).isEmpty();
        assertThat(plan.movies()).containsExactly(Map.entry(KEY.movie(), new Tally(-1, -2)));
    }

    @Test
    void a_rating_after_an_erasure_starts_a_new_customer() {
        BatchPlan plan = plan(stored(2, 100), new RatingEvent.Erased(KEY.customer()), rated(3, 50));

        assertThat(plan.writes()).containsExactly(Map.entry(KEY, new RatingState(3, 50)));
        assertThat(plan.customers()).containsExactly(Map.entry(KEY.customer(), new Tally(0, 1)));
    }

    private static BatchPlan plan(Map<RatingKey, StoredRating> stored, RatingEvent... events) {
        return BatchPlan.of(List.of(events), stored, movie -> OLD);
    }

    private static Map<RatingKey, StoredRating> stored(int units, long ratedAt) {
        return Map.of(KEY, new StoredRating(new RatingState(units, ratedAt), EARLIER));
    }

    private static RatingEvent rated(int units, long ratedAt) {
        return new RatingEvent.Rated(KEY.customer(), MovieFacts.named(KEY.movie(), 1950, null), units, ratedAt);
    }

    private static RatingEvent withdrawn(long ratedAt) {
        return new RatingEvent.Withdrawn(KEY.customer(), MovieFacts.named(KEY.movie(), 1950, null), ratedAt);
    }
}
