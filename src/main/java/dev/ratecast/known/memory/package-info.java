/**
 * The known ratings in memory: a compact, exact copy in primitive arrays, some 9 bytes a rating, changed by one thread while
 * any number read. {@link dev.ratecast.known.memory.RatingArrays} holds it, {@link
 * dev.ratecast.known.memory.MemoryKnownRatings} answers from it, {@link dev.ratecast.known.memory.MatrixLoader} and {@link
 * dev.ratecast.known.memory.MatrixSnapshot} fill it.
 */
@NullMarked
package dev.ratecast.known.memory;

import org.jspecify.annotations.NullMarked;
