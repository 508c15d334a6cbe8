/**
 * Ratings in files: the readers of the Netflix Prize's, the replaced system's and MovieLens's formats, the compact
 * {@link dev.ratecast.dataset.Dataset} they fill, and the generator of synthetic data. A broken line is reported and
 * skipped; a broken file ends the reading with its name and line. Plain Java.
 */
@NullMarked
package dev.ratecast.dataset;

import org.jspecify.annotations.NullMarked;
