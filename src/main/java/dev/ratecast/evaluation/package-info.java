/**
 * How good predictions are: test ratings predicted one by one from what was known before each, kept in columns, and the
 * figures of a report computed from them: errors, calibration, intervals resampled by customer, ranking. The files of a
 * report are written by sub-packages.
 */
@NullMarked
package dev.ratecast.evaluation;

import org.jspecify.annotations.NullMarked;
