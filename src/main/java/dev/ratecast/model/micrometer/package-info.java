/** The models in use as metrics. */
@NullMarked
package dev.ratecast.model.micrometer;

import org.jspecify.annotations.NullMarked;
