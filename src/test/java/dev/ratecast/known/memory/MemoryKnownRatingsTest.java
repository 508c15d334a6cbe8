package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsContract;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.ObviousKnownRatings;
import dev.ratecast.known.Question;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.RatingsChecksum;
import dev.ratecast.known.RatingsLoad;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingDates;
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
        known.apply(events);
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
    void a_question_is_quick_where_few_have_rated_few_movies_and_slow_where_many_have() {
        Question unknown = question(1_000_000, 1_000_000);
        Question light = question(1, 1);
        Question heavy = question(2, 1);
        for (int movie = 1; movie <= 3; movie++) {
            known.apply(rated(1, movie, 3));
        }
        assertThat(known.isQuick(unknown)).isTrue();
        assertThat(known.isQuick(light)).isTrue();

        for (int movie = 1; movie <= 1_001; movie++) {
            known.apply(rated(2, movie, 3));
        }
        assertThat(known.isQuick(heavy)).as("a long history").isFalse();
        assertThat(known.isQuick(light)).isTrue();

        for (int customer = 3; customer <= 2_000; customer++) {
            known.apply(rated(customer, 1, 4));
            known.apply(rated(customer, 2, 5));
        }
        assertThat(known.isQuick(light)).as("a popular movie").isFalse();
        known.facts(List.of(light), Wanted.NO_LISTS);
        assertThat(known.isQuick(light)).as("asked before").isTrue();
    }

    @Test
    void a_movie_that_is_named_is_known_without_any_rating_or_customer() {
        MovieFacts facts = new MovieFacts(new MovieId(10), 1985, "Later title", 1990);
        RatingsLoad load = MemoryKnownRatings.load(SCALE, ERAS, RULE);
        load.movie(facts);
        FollowedRatings named = load.finish();

        Question question = new Question(new CustomerId(0), facts.movie());
        assertThat(named.facts(List.of(question), Wanted.NO_LISTS).get(0).movie())
                .isEqualTo(new KnownMovie(1985, "Later title", ERAS.of(1985), Tally.ZERO));
        assertThat(named.allByEra()).hasSize(ERAS.count()).containsOnly(Tally.ZERO);
    }

    @Test
    void says_how_much_it_knows_as_its_answers_do() {
        RandomEvents random = new RandomEvents(5, 20, 10);
        known.apply(random.next(300));

        List<Tally> answered =
                known.facts(random.questions(), Wanted.NO_LISTS).get(0).allByEra();
        assertThat(known.allByEra()).isEqualTo(answered);
        assertThat(known.size().ratings())
                .isEqualTo(answered.stream().mapToLong(Tally::count).sum());
    }

    @Test
    void every_date_is_held_as_it_is_or_refused_whether_it_is_loaded_or_applied() {
        for (long last : new long[] {RatingDates.LATEST, RatingDates.LATEST / 86_400 * 86_400}) {
            RatingsChecksum said = new RatingsChecksum();
            said.rating(1, 2, 3, last);
            RatingsLoad load = MemoryKnownRatings.load(RatingScale.WHOLE_STARS, ERAS, RULE);
            load.rating(1, 2, 3, last);
            assertThat(load.finish().checksum().value()).isEqualTo(said.value());
        }
        RatingsLoad load = MemoryKnownRatings.load(RatingScale.WHOLE_STARS, ERAS, RULE);
        for (long late : new long[] {RatingDates.LATEST + 1, 7_258_118_400L, 2 * RatingDates.LATEST, -86_400}) {
            assertThatThrownBy(() -> load.rating(1, 2, 3, late))
                    .hasMessageContaining("rating_date of customer 1 and movie 2")
                    .hasMessageContaining("not " + late + " epoch seconds");
            assertThatThrownBy(() -> known.apply(new RatingEvent.Rated(
                            new CustomerId(1), MovieFacts.named(new MovieId(2), null, null), 3, late)))
                    .hasMessageContaining("rating_date of customer 1 and movie 2");
        }
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

    private static Question question(long customer, long movie) {
        return new Question(new CustomerId(customer), new MovieId(movie));
    }

    private static RatingEvent rated(long customer, long movie, int units) {
        return rated(customer, movie, units, 1);
    }

    private static RatingEvent rated(int units, long day) {
        return rated(1, 1, units, day);
    }

    private static RatingEvent rated(long customer, long movie, int units, long day) {
        MovieFacts facts = MovieFacts.named(new MovieId(movie), 2000, "Movie");
        return new RatingEvent.Rated(new CustomerId(customer), facts, units, day * 86_400);
    }
}
