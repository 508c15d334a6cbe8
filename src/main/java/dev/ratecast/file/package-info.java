/** Files that are never seen half written. */
@NullMarked
package dev.ratecast.file;

import org.jspecify.annotations.NullMarked;
