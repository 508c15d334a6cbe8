/**
 * What a rating is: the event that carries it, the ids, the scale of stars, the eras of release years, and the rules
 * that decide which of two ratings of the same movie by the same customer stays. Plain Java; everything else builds
 * on this package.
 */
@NullMarked
package dev.ratecast.rating;

import org.jspecify.annotations.NullMarked;
