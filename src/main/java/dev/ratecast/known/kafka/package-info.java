/**
 * Keeps the known ratings in memory up to date: a consumer of all partitions, in no group, from where the store
 * stood.
 */
@NullMarked
package dev.ratecast.known.kafka;

import org.jspecify.annotations.NullMarked;
