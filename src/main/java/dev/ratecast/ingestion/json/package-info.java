/** The JSON of the {@code ratings} topic. */
@NullMarked
package dev.ratecast.ingestion.json;

import org.jspecify.annotations.NullMarked;
