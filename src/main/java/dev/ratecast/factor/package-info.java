/**
 * Latent factors of customers and movies, and what corrects movies' effects: fitted on a state of the known ratings,
 * refreshed as it grows, folded in at request time.
 */
@NullMarked
package dev.ratecast.factor;

import org.jspecify.annotations.NullMarked;
