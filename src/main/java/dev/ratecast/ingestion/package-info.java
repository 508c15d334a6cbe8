/**
 * How a batch of rating events changes what is stored: the plan of a batch, how far each partition is, and the ports
 * that the Kafka consumer and the Postgres tables fill. Each event has its effect exactly once because its offset moves
 * in the transaction of its effect.
 */
@NullMarked
package dev.ratecast.ingestion;

import org.jspecify.annotations.NullMarked;
