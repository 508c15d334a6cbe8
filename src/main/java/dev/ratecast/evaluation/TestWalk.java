package dev.ratecast.evaluation;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Mode;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Replay;
import dev.ratecast.training.WithinDay;
import java.util.HashSet;
import java.util.Set;

/**
 * Walks ratings in time order and has those after the cut predicted, each from what is known then. Each walk takes
 * a new replay, in which nothing is known yet.
 */
public final class TestWalk {
    private final Replay replay;
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
     * @param order rows of the log, in time order
     * @param cut how many of them come before the test
     */
    public TestWalk(Replay replay, RatingLog log, int[] order, int cut) {
        this.replay = replay;
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
        Replay.Listener listener = listener(end, scoring, progress);
        if (mode == Mode.STATIC) {
            replay.applyOnly(log, order, 0, cut);
            replay.askOnly(log, order, cut, end, place -> true, listener);
            progress.onRow(end, end);
        } else {
            replay.run(log, order, 0, end, withinDay, place -> place >= cut, listener);
        }
        scoring.flush();
    }

    private Replay.Listener listener(int end, Scoring scoring, Progress progress) {
        Set<Long> customers = new HashSet<>();
        Set<Long> movies = new HashSet<>();
        for (int place = 0; place < cut; place++) {
            if (!log.withdrawn(order[place])) {
                customers.add(log.customer(order[place]));
                movies.add(log.movie(order[place]));
            }
        }
        return new Replay.Listener() {
            @Override
            public void onFeatures(int place, FeatureVector features) {
                int row = order[place];
                scoring.add(new Scoring.Asked(
                        features,
                        log.customer(row),
                        log.movie(row),
                        log.ratedAt(row),
                        log.units(row),
                        customers.contains(log.customer(row)),
                        movies.contains(log.movie(row))));
            }

            @Override
            public void onKnown(int known) {
                progress.onRow(known, end);
            }
        };
    }
}
