/** What is measured about predictions, with Micrometer. */
@NullMarked
package dev.ratecast.prediction.metrics;

import org.jspecify.annotations.NullMarked;
