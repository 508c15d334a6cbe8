/**
 * Predictions over Kafka: requests come in polls, each poll is scored as micro-batches, and every request gets one
 * reply at the address that its headers name. Both header conventions of the Java ecosystem are understood.
 */
@NullMarked
package dev.ratecast.prediction.kafka;

import org.jspecify.annotations.NullMarked;
