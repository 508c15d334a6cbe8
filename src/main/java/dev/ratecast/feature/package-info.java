/**
 * Turns the facts that a {@link dev.ratecast.known.KnownRatings} hands over into the numbers that the network reads.
 * One piece of Java, whichever adapter the facts came from.
 */
@NullMarked
package dev.ratecast.feature;

import org.jspecify.annotations.NullMarked;
