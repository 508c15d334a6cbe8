/** Benchmarks that JMH runs. Each checks its answers against a slow way before the first measurement. */
@NullMarked
package dev.ratecast.measure.jmh;

import org.jspecify.annotations.NullMarked;
