/**
 * Open-loop load: requests leave at a constant rate whatever the answers do, and a latency counts from the moment when
 * its request was due, so that a server that stalls cannot hide how long others would have waited.
 */
@NullMarked
package dev.ratecast.measure.load;

import org.jspecify.annotations.NullMarked;
