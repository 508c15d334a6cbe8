package dev.ratecast.training;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingEvent;

/**
 * The ratings to replay: rows numbered from 0, in an arbitrary order that is the same for the same ratings; rows of one
 * customer, movie and replay time keep their order of arrival.
 */
public interface RatingLog {
    /** How many rows there are. */
    int size();

    long customer(int row);

    long movie(int row);

    /** Whether the row takes the rating back. */
    boolean withdrawn(int row);

    /** The rating, in units of the scale; of no meaning where it was withdrawn. */
    int units(int row);

    /** The rating_date, in epoch seconds. */
    long ratedAt(int row);

    /** The time by which rows are replayed and split, in epoch seconds: the rating_date, unless the log goes by another. */
    default long replayedAt(int row) {
        return ratedAt(row);
    }

    /** What is known about the row's movie. */
    MovieFacts facts(int row);

    /** Row numbers by replay time, equal times in a shuffle drawn from the seed. */
    default int[] timeOrder(long seed) {
        return TimeOrder.of(this, seed);
    }

    /** Whether every replay time is a midnight, so that the order inside a day is unknown. */
    default boolean hasDatesOnly() {
        for (int row = 0; row < size(); row++) {
            if (Math.floorMod(replayedAt(row), RatingDates.SECONDS_PER_DAY) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The row as the event that makes it known. */
    default RatingEvent event(int row) {
        CustomerId customer = new CustomerId(customer(row));
        MovieFacts movie = facts(row);
        return withdrawn(row)
                ? new RatingEvent.Withdrawn(customer, movie, ratedAt(row))
                : new RatingEvent.Rated(customer, movie, units(row), ratedAt(row));
    }
}
