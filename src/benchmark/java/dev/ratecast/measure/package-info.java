/**
 * Programs that measure: each prints how many of its answers differ from a second, slow and obvious way beside its
 * times. What they found stands in PERFORMANCE.md.
 */
@NullMarked
package dev.ratecast.measure;

import org.jspecify.annotations.NullMarked;
