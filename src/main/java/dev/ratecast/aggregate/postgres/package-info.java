/** Reads the aggregates that ingest keeps in Postgres, through entities that are never written. */
@NullMarked
package dev.ratecast.aggregate.postgres;

import org.jspecify.annotations.NullMarked;
