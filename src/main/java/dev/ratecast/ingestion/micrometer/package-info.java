/** Ingestion as metrics. */
@NullMarked
package dev.ratecast.ingestion.micrometer;

import org.jspecify.annotations.NullMarked;
