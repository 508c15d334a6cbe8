package dev.ratecast.model;

/**
 * How many ratings of each part were predicted as examples: fewer than the part's rows where the first ratings are
 * replayed only, where there are withdrawals, and where a sample was drawn.
 *
 * @param learn of those to learn from
 * @param validate of those to validate on
 * @param test of those to test on; 0 where there are none
 */
public record ExampleCounts(int learn, int validate, int test) {}
