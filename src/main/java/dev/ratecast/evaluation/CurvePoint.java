package dev.ratecast.evaluation;

import java.time.Instant;

/**
 * How far off predictions were up to one of the test ratings.
 *
 * @param rows how many test ratings there were up to here
 * @param until the date of the last one
 * @param rmse the model's, over all of them
 * @param baselineRmse that of the baseline which the model corrects
 * @param rollingRmse the model's, over the last tenth of all test ratings
 * @param rollingBaselineRmse the baseline's, over the same
 */
public record CurvePoint(
        long rows, Instant until, double rmse, double baselineRmse, double rollingRmse, double rollingBaselineRmse) {}
