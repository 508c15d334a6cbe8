/**
 * A run in which application processes are killed and servers restarted while events arrive, and what it must come to:
 * the state of a run that was never disturbed.
 */
package dev.ratecast.chaos;
