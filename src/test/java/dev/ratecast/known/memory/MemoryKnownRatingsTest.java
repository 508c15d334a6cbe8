package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsContract;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.ObviousKnownRatings;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryKnownRatingsTest extends KnownRatingsContract {
    private final MemoryKnownRatings known = new MemoryKnownRatings(SCALE, ERAS, RULE);

    @Override
    protected void apply(List<RatingEvent> events) {
        events.forEach(known::apply);
    }

    @Override
    protected KnownRatings known() {
        return known;
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 6, 900", "2, 5, 70, 900", "3, 25, 25, 2000"})
    void agrees_with_the_definition_whichever_rows_are_shorter(long seed, int customers, int movies, int count) {
        ObviousKnownRatings obvious = new ObviousKnownRatings(SCALE, ERAS, SCALE.defaultNeighborGap());
        RandomEvents random = new RandomEvents(seed, customers, movies);
        List<RatingEvent> events = random.next(count);
        events.forEach(obvious::apply);
        events.forEach(known::apply);

        assertThat(known.facts(random.questions(), EVERYTHING))
                .isEqualTo(obvious.facts(random.questions(), EVERYTHING));
    }

    @Test
    void says_what_an_event_did() {
        assertThat(known.apply(rated(4, 5))).isEqualTo(RatingEffect.ADDED);
        assertThat(known.apply(rated(4, 5))).isEqualTo(RatingEffect.DUPLICATE);
        assertThat(known.apply(rated(3, 4))).isEqualTo(RatingEffect.SUPERSEDED);
        assertThat(known.apply(rated(3, 5))).isEqualTo(RatingEffect.REPLACED);
        assertThat(known.apply(new RatingEvent.Erased(new CustomerId(1)))).isEqualTo(RatingEffect.ERASED);
    }

    @Test
    void takes_half_stars() {
        RatingScale halves = RatingScale.parse("0.5..5/0.5");
        MemoryKnownRatings half = new MemoryKnownRatings(halves, ERAS, NeighborRule.of(halves, halves.step()));

        half.apply(rated(35, 1));

        assertThat(half.facts(List.of(new RandomEvents(1, 1, 1).questions().get(0)), Wanted.NO_LISTS)
                        .get(0)
                        .all()
                        .sum())
                .isEqualTo(35);
    }

    @Test
    void refuses_a_scale_with_too_many_steps() {
        RatingScale fine = RatingScale.parse("0..10/0.0001");

        assertThatThrownBy(() -> new MemoryKnownRatings(fine, ERAS, RULE)).hasMessageContaining("at most 254 steps");
    }

    private static RatingEvent rated(int units, long day) {
        MovieFacts facts = MovieFacts.named(new MovieId(1), 2000, "Movie");
        return new RatingEvent.Rated(new CustomerId(1), facts, units, day * 86_400);
    }
}
