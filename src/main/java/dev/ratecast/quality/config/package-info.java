/** How live quality is measured, as configuration. */
@NullMarked
package dev.ratecast.quality.config;

import org.jspecify.annotations.NullMarked;
