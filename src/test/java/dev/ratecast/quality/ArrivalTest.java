package dev.ratecast.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.rating.RatingEffect;
import org.junit.jupiter.api.Test;

class ArrivalTest {
    private static final long NOW = 1_800_000_000L;
    private static final long DAY = 86_400;

    @Test
    void a_rating_given_within_a_day_of_its_arrival_is_new_or_a_replacement() {
        for (long ratedAt : new long[] {NOW + DAY, NOW, NOW - DAY}) {
            assertThat(Arrival.of(RatingEffect.ADDED, ratedAt, NOW)).hasValue(Arrival.NEW);
            assertThat(Arrival.of(RatingEffect.REPLACED, ratedAt, NOW)).hasValue(Arrival.REPLACEMENT);
        }
    }

    @Test
    void an_older_one_is_an_import_whatever_it_did() {
        assertThat(Arrival.of(RatingEffect.ADDED, NOW - DAY - 1, NOW)).hasValue(Arrival.IMPORT);
        assertThat(Arrival.of(RatingEffect.REPLACED, NOW - DAY - 1, NOW)).hasValue(Arrival.IMPORT);
    }

    @Test
    void what_changed_nothing_or_is_no_rating_does_not_count() {
        for (RatingEffect effect : new RatingEffect[] {
            RatingEffect.DUPLICATE, RatingEffect.SUPERSEDED, RatingEffect.WITHDRAWN, RatingEffect.ERASED
        }) {
            assertThat(Arrival.of(effect, NOW, NOW)).isEmpty();
        }
    }
}
