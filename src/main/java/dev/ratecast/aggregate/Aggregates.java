package dev.ratecast.aggregate;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import java.util.List;
import java.util.Optional;

/**
 * The stored aggregates. Each answer is from one state of them; every method throws
 * {@link AggregatesUnavailableException} where they cannot be read now.
 */
public interface Aggregates {
    /** Empty for a customer of whom nothing is stored; all zero for one who withdrew every rating. */
    Optional<CustomerAggregate> customer(CustomerId customer);

    /** Empty for a movie that no event has named. */
    Optional<MovieAggregate> movie(MovieId movie);

    /** All eras by index, those without ratings included. */
    List<EraAggregate> eras();
}
