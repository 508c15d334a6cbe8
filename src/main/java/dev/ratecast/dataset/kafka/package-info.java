/** Sends the ratings of a dataset into the {@code ratings} topic, as events in the order of their rating_date. */
@NullMarked
package dev.ratecast.dataset.kafka;

import org.jspecify.annotations.NullMarked;
