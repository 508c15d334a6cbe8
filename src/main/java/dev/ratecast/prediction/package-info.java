/**
 * Predicts ratings: a batch of requests becomes one question to the known ratings, one batch of feature vectors and one
 * run of the network. What requests and replies look like on the wire is up to the sub-packages.
 */
@NullMarked
package dev.ratecast.prediction;

import org.jspecify.annotations.NullMarked;
