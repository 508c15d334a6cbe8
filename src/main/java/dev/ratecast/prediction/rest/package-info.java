/** Predictions over REST. */
@NullMarked
package dev.ratecast.prediction.rest;

import org.jspecify.annotations.NullMarked;
