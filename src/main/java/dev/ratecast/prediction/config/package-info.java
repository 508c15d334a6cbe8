/** What operators can set about predictions. */
@NullMarked
package dev.ratecast.prediction.config;

import org.jspecify.annotations.NullMarked;
