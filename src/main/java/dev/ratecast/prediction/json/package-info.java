/** Prediction requests and replies as JSON, the same over REST and over Kafka. */
@NullMarked
package dev.ratecast.prediction.json;

import org.jspecify.annotations.NullMarked;
