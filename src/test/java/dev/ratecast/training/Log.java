package dev.ratecast.training;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A log of rows written down in a test. */
public final class Log implements RatingLog {
    /** The first day of {@link #random}, since the epoch. */
    public static final int FIRST_DAY = 12_000;

    private final List<long[]> rows = new ArrayList<>();

    /** Seeded ratings of few customers and movies over a hundred days, a few on each; none twice on one day. */
    public static Log random(long seed, int size) {
        Random random = new Random(seed);
        Log log = new Log();
        Set<List<Long>> taken = new HashSet<>();
        while (log.size() < size) {
            long customer = random.nextInt(12);
            long movie = random.nextInt(10);
            long day = FIRST_DAY + random.nextInt(100);
            if (taken.add(List.of(customer, movie, day))) {
                log.add(customer, movie, 1 + random.nextInt(5), day * 86_400);
            }
        }
        return log;
    }

    public Log add(long customer, long movie, int units, long ratedAt) {
        rows.add(new long[] {customer, movie, units, ratedAt});
        return this;
    }

    public Log add(long customer, long movie, int units, String day) {
        return add(customer, movie, units, LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC));
    }

    /** The same rows with another rating in one of them. */
    public Log with(int row, int units) {
        Log copy = new Log();
        rows.forEach(r -> copy.rows.add(r.clone()));
        copy.rows.get(row)[2] = units;
        return copy;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public long customer(int row) {
        return rows.get(row)[0];
    }

    @Override
    public long movie(int row) {
        return CustomerId.MAX_VALUE - rows.get(row)[1];
    }

    /** Units 0 stand for a withdrawal. */
    @Override
    public boolean withdrawn(int row) {
        return units(row) == 0;
    }

    @Override
    public int units(int row) {
        return (int) rows.get(row)[2];
    }

    @Override
    public long ratedAt(int row) {
        return rows.get(row)[3];
    }

    @Override
    public MovieFacts facts(int row) {
        long number = rows.get(row)[1];
        return number == 0
                ? MovieFacts.named(new MovieId(movie(row)), null, null)
                : MovieFacts.named(new MovieId(movie(row)), (int) (1960 + 7 * number), "Movie of Series " + number / 3);
    }
}
