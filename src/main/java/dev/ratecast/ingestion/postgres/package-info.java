/**
 * Ratings, aggregates and consumed offsets in Postgres. A batch is one transaction of set-based statements. Locks are
 * taken in one order: the batch's consumed_offset rows, those of the letters that it replays, the movies lock (an advisory lock, shared unless a movie's facts
 * change), customers ascending, then ratings and aggregates in key order.
 */
@NullMarked
package dev.ratecast.ingestion.postgres;

import org.jspecify.annotations.NullMarked;
