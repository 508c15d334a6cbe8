package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A batch about many customers goes by one cut, which grows old while ratings stream in. Its answers are those of the cut,
 * and the last of them cost about what the first did: if each customer were compared anew with everybody who has changed
 * since, by a walk through the log for each, a batch would never end under a steady stream.
 */
class AgedCutTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final int CUSTOMERS = 20_000;
    private static final int MOVIES = 400;
    private static final int RATINGS_EACH = 12;
    private static final int CHANGES = 60_000;
    private static final int ASKED = 60;

    @Test
    @Timeout(60)
    void answers_are_of_the_cut_and_come_however_many_changes_lie_behind_it() {
        RatingArrays alone = arrays();
        RatingArrays streamed = arrays();
        Cut then = streamed.cut();
        Random random = new Random(2);
        for (int i = 0; i < CHANGES; i++) {
            rate(streamed, random, i % CUSTOMERS, 20);
        }

        assertThat(neighborhoods(streamed, then)).isEqualTo(neighborhoods(alone, alone.cut()));
    }

    /** On a movie that everybody knows, where counts are worth their price, and on one of few raters. */
    private static List<Neighborhood> neighborhoods(RatingArrays arrays, Cut cut) {
        NeighborSearch search = new NeighborSearch(arrays);
        Scratch scratch = new Scratch(arrays);
        List<Neighborhood> found = new ArrayList<>();
        for (int asked = 0; asked < ASKED; asked++) {
            int customer = asked * (CUSTOMERS / ASKED);
            cut.copyHistory(customer, scratch.own);
            for (int movie : new int[] {0, MOVIES - 1}) {
                found.add(search.of(cut, customer, customer + 1L, scratch.own, movie, 5, scratch));
            }
        }
        assertThat(found).anyMatch(neighborhood -> neighborhood.ratings().count() > 0);
        return found;
    }

    private static RatingArrays arrays() {
        RatingArrays arrays = new RatingArrays(SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE));
        for (int movie = 0; movie < MOVIES; movie++) {
            arrays.movie(movie + 1L);
        }
        Random random = new Random(1);
        for (int i = 0; i < CUSTOMERS * RATINGS_EACH; i++) {
            rate(arrays, random, i % CUSTOMERS, 10);
        }
        return arrays;
    }

    /** Low numbers are rated most. */
    private static void rate(RatingArrays arrays, Random random, int customer, int day) {
        int movie = (int) (MOVIES * Math.pow(random.nextDouble(), 3));
        MovieFacts facts = MovieFacts.named(new MovieId(movie + 1L), 1990, "Movie");
        arrays.put(customer + 1L, facts, 1 + random.nextInt(5), day * 86_400L);
    }
}
