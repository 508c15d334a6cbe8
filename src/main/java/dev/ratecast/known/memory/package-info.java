/**
 * The known ratings in memory: a compact, exact copy in primitive arrays, some 16 bytes a rating. {@link
 * dev.ratecast.known.memory.MemoryKnownRatings} is its only door; training replays through it.
 */
@NullMarked
package dev.ratecast.known.memory;

import org.jspecify.annotations.NullMarked;
