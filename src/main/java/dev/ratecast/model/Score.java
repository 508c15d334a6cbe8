package dev.ratecast.model;

/**
 * How far predictions were from the ratings, in stars.
 *
 * @param rows how many ratings were predicted
 * @param rmse root of the mean squared error
 * @param mae mean absolute error
 */
public record Score(long rows, double rmse, double mae) {}
