/** Reads the ratings to train on from Postgres: the current ones and those that they replaced. */
@NullMarked
package dev.ratecast.training.postgres;

import org.jspecify.annotations.NullMarked;
