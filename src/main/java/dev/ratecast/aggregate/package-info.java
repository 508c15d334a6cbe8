/**
 * Exact tallies (count and sum) of ratings per customer, era and movie, and the deltas that move them. Integers only:
 * the same ratings give the same tallies whatever the order.
 */
@NullMarked
package dev.ratecast.aggregate;

import org.jspecify.annotations.NullMarked;
