/** Keeps latent factors in Postgres: fitted by one replica from one snapshot, read by all. */
@NullMarked
package dev.ratecast.factor.postgres;

import org.jspecify.annotations.NullMarked;
