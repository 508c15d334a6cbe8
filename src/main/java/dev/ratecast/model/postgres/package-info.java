/** The model registry in Postgres: table {@code model_version}. */
@NullMarked
package dev.ratecast.model.postgres;

import org.jspecify.annotations.NullMarked;
