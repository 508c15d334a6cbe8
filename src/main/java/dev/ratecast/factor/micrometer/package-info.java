/** The factors in use as metrics. */
@NullMarked
package dev.ratecast.factor.micrometer;

import org.jspecify.annotations.NullMarked;
