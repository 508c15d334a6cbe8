package dev.ratecast.aggregate;

import dev.ratecast.rating.CustomerId;
import java.util.List;

/**
 * What a customer has rated.
 *
 * @param eras the eras with ratings, by index
 */
public record CustomerAggregate(CustomerId customer, Tally ratings, List<EraAggregate> eras) {}
