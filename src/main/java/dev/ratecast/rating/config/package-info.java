/** What a rating is in this installation, as configuration. */
@NullMarked
package dev.ratecast.rating.config;

import org.jspecify.annotations.NullMarked;
