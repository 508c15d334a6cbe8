/** Who may make admin calls: whoever shows the configured token. Without a token nobody may. */
@NullMarked
package dev.ratecast.access;

import org.jspecify.annotations.NullMarked;
