/** The predictions of an evaluation as CSV. */
@NullMarked
package dev.ratecast.evaluation.csv;

import org.jspecify.annotations.NullMarked;
