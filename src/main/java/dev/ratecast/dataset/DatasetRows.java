package dev.ratecast.dataset;

import dev.ratecast.rating.DateOrder;
import dev.ratecast.rating.RatingDates;
import java.util.stream.IntStream;

/** The columns of a dataset while they fill; afterwards they are only read. */
final class DatasetRows {
    final IdNumbers customers = new IdNumbers();
    final IdNumbers movies = new IdNumbers();
    final IntColumn customerNumbers = new IntColumn();
    final IntColumn movieNumbers = new IntColumn();
    final IntColumn units = new IntColumn();
    /** Epoch seconds as unsigned ints. */
    final IntColumn times = new IntColumn((int) RatingDates.SECONDS_PER_DAY);

    boolean wholeDays = true;

    void add(long customer, long movie, int rating, long ratedAt) {
        customerNumbers.add(customers.add(customer));
        movieNumbers.add(movies.add(movie));
        units.add(rating);
        times.add((int) ratedAt);
        wholeDays &= ratedAt % RatingDates.SECONDS_PER_DAY == 0;
    }

    long ratedAt(int row) {
        return Integer.toUnsignedLong(times.get(row));
    }

    /** The rows by time, equal times in file order. */
    int[] timeOrder() {
        return DateOrder.of(IntStream.range(0, times.size()).toArray(), this::ratedAt);
    }
}
