/**
 * The port "what is known": exact facts about a customer, a movie and the customer's neighbors on that movie, asked
 * by prediction and by training alike. Adapters live in sub-packages.
 */
@NullMarked
package dev.ratecast.known;

import org.jspecify.annotations.NullMarked;
