/** The report of an evaluation as JSON. */
@NullMarked
package dev.ratecast.evaluation.json;

import org.jspecify.annotations.NullMarked;
