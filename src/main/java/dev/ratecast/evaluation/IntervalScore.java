package dev.ratecast.evaluation;

/**
 * How the intervals did.
 *
 * @param level the share of ratings that they are meant to hold
 * @param coverage the share that they held
 * @param width their mean width, in stars
 */
public record IntervalScore(double level, double coverage, double width) {}
