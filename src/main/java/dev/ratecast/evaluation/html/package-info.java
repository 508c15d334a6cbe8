/**
 * The report of an evaluation as one page that needs nothing else: tables and plots drawn as SVG, no script, no link.
 */
@NullMarked
package dev.ratecast.evaluation.html;

import org.jspecify.annotations.NullMarked;
