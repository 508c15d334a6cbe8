package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsContract;
import dev.ratecast.known.Question;
import dev.ratecast.known.RatingsLoad;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of known ratings, kept by the memory that serves. */
class FollowedMemoryTest extends KnownRatingsContract {
    private FollowedMemory known = new FollowedMemory(new RatingArrays(SCALE, ERAS, RULE));

    @Override
    protected void apply(List<RatingEvent> events) {
        known.apply(events);
    }

    @Override
    protected KnownRatings known() {
        return known;
    }

    @Test
    void a_movie_that_is_named_is_known_without_any_rating_or_customer() {
        MovieFacts facts = new MovieFacts(new MovieId(10), 1985, "Later title", 1990);
        RatingsLoad load = FollowedMemory.load(SCALE, ERAS, RULE);
        load.movie(facts);
        known = (FollowedMemory) load.finish();

        Question question = new Question(new CustomerId(0), facts.movie());
        assertThat(known.facts(List.of(question), Wanted.NO_LISTS).get(0).movie())
                .isEqualTo(new KnownMovie(1985, "Later title", ERAS.of(1985), Tally.ZERO));
        assertThat(known.allByEra()).hasSize(ERAS.count()).containsOnly(Tally.ZERO);
    }
}
