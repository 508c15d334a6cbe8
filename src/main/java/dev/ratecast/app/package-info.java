/**
 * The running service put together: plain objects made from configuration, started and stopped in order, with health.
 * Sees every package; nothing sees it.
 */
@NullMarked
package dev.ratecast.app;

import org.jspecify.annotations.NullMarked;
