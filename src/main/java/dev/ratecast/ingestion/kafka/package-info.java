/**
 * The consumer of the {@code ratings} topic and the producer of its dead letters. One thread polls, validates and has
 * batches applied; the offsets that count are those in the store.
 */
@NullMarked
package dev.ratecast.ingestion.kafka;

import org.jspecify.annotations.NullMarked;
