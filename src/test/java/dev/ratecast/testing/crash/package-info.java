/** A process that ingests with the service's own parts and halts at whichever step a test names. */
package dev.ratecast.testing.crash;
