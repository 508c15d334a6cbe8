/** Takes erasures of customers over REST. */
@NullMarked
package dev.ratecast.ingestion.rest;

import org.jspecify.annotations.NullMarked;
