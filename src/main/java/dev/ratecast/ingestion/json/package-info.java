/** The records of the {@code ratings} topic, JSON with headers, as whoever reads them reads them. */
@NullMarked
package dev.ratecast.ingestion.json;

import org.jspecify.annotations.NullMarked;
