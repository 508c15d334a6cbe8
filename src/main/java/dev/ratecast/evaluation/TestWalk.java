package dev.ratecast.evaluation;

import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.WithinDay;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks ratings in time order and has those after the cut predicted, each from what is known then. One walk a known
 * ratings, which start empty.
 */
public final class TestWalk {
    private final KnownRatings known;
    private final Consumer<RatingEvent> apply;
    private final RatingLog log;
    private final int[] order;
    private final int cut;

    /** Told how many rows are done. */
    @FunctionalInterface
    public interface Progress {
        void onRow(int done, int of);
    }

    /**
     * A walk over a log.
     *
     * @param apply makes an event known
     * @param order rows of the log, in time order
     * @param cut how many of them come before the test
     */
    public TestWalk(KnownRatings known, Consumer<RatingEvent> apply, RatingLog log, int[] order, int cut) {
        this.known = known;
        this.apply = apply;
        this.log = log;
        this.order = order;
        this.cut = cut;
    }

    /**
     * Predicts the rows from the cut to {@code end}.
     *
     * @param withinDay of no meaning in mode static
     */
    public void run(int end, Mode mode, WithinDay withinDay, Scoring scoring, Progress progress) {
        Set<Long> customers = new HashSet<>();
        Set<Long> movies = new HashSet<>();
        for (int place = 0; place < cut; place++) {
            if (!log.withdrawn(order[place])) {
                customers.add(log.customer(order[place]));
                movies.add(log.movie(order[place]));
            }
        }
        int from = 0;
        while (from < end) {
            int to = blockEnd(from, end, mode, withinDay);
            for (int place = Math.max(from, cut); place < to; place++) {
                int row = order[place];
                if (!log.withdrawn(row)) {
                    scoring.add(question(row, customers, movies));
                }
                progress.onRow(place + 1, end);
            }
            for (int place = from; place < (mode == Mode.STATIC ? Math.min(to, cut) : to); place++) {
                apply.accept(log.event(order[place]));
                progress.onRow(place + 1, end);
            }
            from = to;
        }
        scoring.flush();
    }

    private Scoring.Asked question(int row, Set<Long> customers, Set<Long> movies) {
        Question question = new Question(new CustomerId(log.customer(row)), new MovieId(log.movie(row)));
        KnownFacts facts = known.facts(List.of(question), 0).get(0);
        return new Scoring.Asked(
                facts,
                new Occasion(log.ratedAt(row), log.releaseYear(row)),
                log.units(row),
                customers.contains(log.customer(row)),
                movies.contains(log.movie(row)));
    }

    /** What becomes known together: a row, a day where days are held back, or everything up to the cut. */
    private int blockEnd(int from, int end, Mode mode, WithinDay withinDay) {
        if (mode == Mode.STATIC) {
            return from < cut ? cut : end;
        }
        return withinDay == WithinDay.SEQUENTIAL ? from + 1 : WithinDay.endOfDay(log, order, from, end);
    }
}
