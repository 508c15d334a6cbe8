/** Shows over REST what the memory of a replica holds, for {@code audit}. */
@NullMarked
package dev.ratecast.known.rest;

import org.jspecify.annotations.NullMarked;
