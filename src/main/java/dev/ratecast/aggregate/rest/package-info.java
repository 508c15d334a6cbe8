/** Aggregates over REST, as Postgres holds them. */
@NullMarked
package dev.ratecast.aggregate.rest;

import org.jspecify.annotations.NullMarked;
