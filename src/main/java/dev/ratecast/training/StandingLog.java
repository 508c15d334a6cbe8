package dev.ratecast.training;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingState;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The rows of another log that stand once all are known: one for each customer and movie, that of the newest date, on a tie
 * the later one. They are numbered anew and keep their order.
 */
public final class StandingLog implements RatingLog {
    private final RatingLog log;
    private final int[] rows;

    private StandingLog(RatingLog log, int[] rows) {
        this.log = log;
        this.rows = rows;
    }

    /** The rows of a log that stand; the log itself where all do. */
    public static RatingLog of(RatingLog log) {
        long[] repeated = RatedPairs.repeatedHashes(log);
        if (repeated.length == 0) {
            return log;
        }
        Map<RatingKey, Integer> standing = new HashMap<>();
        for (int row = 0; row < log.size(); row++) {
            if (RatedPairs.contains(repeated, RatedPairs.hash(log, row))) {
                standing.merge(RatedPairs.key(log, row), row, (before, after) -> standing(log, before, after));
            }
        }
        int[] rows = IntStream.range(0, log.size())
                .filter(row -> !RatedPairs.contains(repeated, RatedPairs.hash(log, row))
                        || standing.getOrDefault(RatedPairs.key(log, row), -1) == row)
                .toArray();
        return rows.length == log.size() ? log : new StandingLog(log, rows);
    }

    private static int standing(RatingLog log, int before, int after) {
        return state(log, before).effectOf(state(log, after)) == RatingEffect.SUPERSEDED ? before : after;
    }

    private static RatingState state(RatingLog log, int row) {
        return new RatingState(log.withdrawn(row) ? null : log.units(row), log.ratedAt(row));
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public long customer(int row) {
        return log.customer(rows[row]);
    }

    @Override
    public long movie(int row) {
        return log.movie(rows[row]);
    }

    @Override
    public boolean withdrawn(int row) {
        return log.withdrawn(rows[row]);
    }

    @Override
    public int units(int row) {
        return log.units(rows[row]);
    }

    @Override
    public long ratedAt(int row) {
        return log.ratedAt(rows[row]);
    }

    @Override
    public long replayedAt(int row) {
        return log.replayedAt(rows[row]);
    }

    @Override
    public MovieFacts facts(int row) {
        return log.facts(rows[row]);
    }
}
