package dev.ratecast.aggregate;

import dev.ratecast.rating.Era;

/** The ratings of an era's movies: all of them, or one customer's. */
public record EraAggregate(Era era, Tally ratings) {}
