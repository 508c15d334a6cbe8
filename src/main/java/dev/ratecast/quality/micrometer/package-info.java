/** Live quality as metrics. */
@NullMarked
package dev.ratecast.quality.micrometer;

import org.jspecify.annotations.NullMarked;
