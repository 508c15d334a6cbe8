/**
 * Live quality: every arriving rating is first predicted from what is known without it, then applied, and the error
 * counted once it is known what the rating changed. The same for a shadow model, from the same facts. Errors are kept,
 * never who rated what.
 */
@NullMarked
package dev.ratecast.quality;

import org.jspecify.annotations.NullMarked;
