/** Hashes that are the same on every machine and in every release: replicas compare them, and they are stored. */
@NullMarked
package dev.ratecast.hash;

import org.jspecify.annotations.NullMarked;
