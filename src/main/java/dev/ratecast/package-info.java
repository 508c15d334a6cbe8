/** Ratecast: ratings in through Kafka, exact aggregates in Postgres, predictions out through REST and Kafka. */
@NullMarked
package dev.ratecast;

import org.jspecify.annotations.NullMarked;
