/** The model versions over REST: which there are, and which serves. */
@NullMarked
package dev.ratecast.model.rest;

import org.jspecify.annotations.NullMarked;
