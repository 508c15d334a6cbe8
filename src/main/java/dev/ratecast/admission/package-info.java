/**
 * How much the service takes on at once: calls, bytes of bodies, reads of the database, and the work of predicting.
 * What is beyond is refused at once or after a short wait, so that what is accepted stays fast and memory stays
 * bounded.
 */
@NullMarked
package dev.ratecast.admission;

import org.jspecify.annotations.NullMarked;
