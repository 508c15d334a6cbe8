/** The commands, one class each: options in, plain objects called, exit code out (0 done, 1 failed, 2 wrong usage). */
@NullMarked
package dev.ratecast.cli;

import org.jspecify.annotations.NullMarked;
