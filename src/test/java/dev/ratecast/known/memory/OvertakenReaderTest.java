package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Question;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A reader that the writer overtakes in the middle of its work leaves nothing behind that later answers are made of. */
class OvertakenReaderTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final NeighborRule RULE = NeighborRule.byDefault(SCALE);
    private static final int LOG = 64;
    private static final CustomerId ASKER = new CustomerId(1);
    private static final CustomerId STRANGER = new CustomerId(1_000);
    private static final MovieId MOVIE = new MovieId(1);

    private final List<RatingEvent> applied = new ArrayList<>();
    private final MemoryKnownRatings known = nothing();

    @Test
    void what_is_asked_next_is_answered_as_by_a_memory_whose_readers_were_never_overtaken() {
        for (int customer = 1; customer <= 3; customer++) {
            for (int movie = 1; movie <= 6; movie++) {
                apply(customer, movie);
            }
        }
        AtomicInteger attempts = new AtomicInteger();
        known.atOneCut(scratch -> attempts.incrementAndGet() > 1 ? scratch : overtaken(scratch));

        assertThat(attempts).hasValue(2);
        assertSameAsFresh();
    }

    @Test
    void an_error_in_the_middle_leaves_nothing_behind_either() {
        apply(1, 1);

        assertThatThrownBy(() -> known.atOneCut(scratch -> {
                    scratch.own.set(0, 5, 0);
                    scratch.spread(scratch.own, 1);
                    throw new OutOfMemoryError("in the middle");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertSameAsFresh();
    }

    @Test
    void no_neighbor_is_named_whose_index_may_be_another_customers_by_now() {
        apply(2, 1);
        RatingArrays arrays = known.arrays();
        FoundNeighbors found = new FoundNeighbors(arrays.cut(), 1);
        found.add(arrays.customers.find(2), 3, 1, 0);
        assertThat(found.neighborhood().nearest()).hasSize(1);

        for (int i = 0; i < 100; i++) {
            apply(10 + i, 1);
        }

        assertThatThrownBy(found::neighborhood).isInstanceOf(StaleCutException.class);
    }

    /** Finds neighbors at a cut that is older than the log by then. */
    private Scratch overtaken(Scratch scratch) {
        RatingArrays arrays = known.arrays();
        int customer = arrays.customers.find(ASKER.value());
        int movie = arrays.movies.find(MOVIE.value());
        Cut cut = arrays.cut();
        cut.copyHistory(customer, scratch.own);
        cut.copyRaters(movie, scratch.raters);
        for (int i = 0; i < 100; i++) {
            apply(10 + i, 7);
        }
        new NeighborsByRows(arrays).of(cut, customer, scratch.own, movie, 2, false, scratch);
        throw new AssertionError("it was not overtaken");
    }

    private void assertSameAsFresh() {
        MemoryKnownRatings fresh = nothing();
        applied.forEach(fresh::apply);
        Wanted everything = new Wanted(2, (movie, ratings) -> true);
        List<Question> questions = List.of(new Question(new CustomerId(2), MOVIE), new Question(STRANGER, MOVIE));

        assertThat(known.unrated(STRANGER, 0)).isEqualTo(fresh.unrated(STRANGER, 0));
        assertThat(known.facts(questions, everything)).isEqualTo(fresh.facts(questions, everything));
    }

    private void apply(long customer, long movie) {
        int stars = (int) (1 + (customer + movie) % 5);
        RatingEvent event = new RatingEvent.Rated(
                new CustomerId(customer), MovieFacts.named(new MovieId(movie), 2000, "Movie"), stars, 86_400);
        applied.add(event);
        known.apply(event);
    }

    private static MemoryKnownRatings nothing() {
        return new MemoryKnownRatings(new RatingArrays(
                SCALE,
                Eras.DEFAULT,
                RULE,
                new MatrixSettings(LOG, LOG << 3, 1 << 20, new DensePolicy(4, 4, 64), MatrixSettings.Sharing.DEFAULT)));
    }
}
