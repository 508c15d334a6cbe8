/**
 * Training from the past: ratings replayed in time order through the code that computes features when serving, the
 * split into parts, and a run that ends in a model artifact. Plain Java; the network and the sources of
 * ratings come in through ports.
 */
@NullMarked
package dev.ratecast.training;

import org.jspecify.annotations.NullMarked;
