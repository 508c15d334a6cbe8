/**
 * Who may make which calls: whoever shows a configured token, or a token of the configured identity provider. Without
 * either nobody is admin.
 */
@NullMarked
package dev.ratecast.access;

import org.jspecify.annotations.NullMarked;
