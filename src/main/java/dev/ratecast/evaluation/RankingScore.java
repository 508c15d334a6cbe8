package dev.ratecast.evaluation;

import dev.ratecast.model.ConfidenceInterval;

/**
 * How good one way to rank is.
 *
 * @param ndcg the mean NDCG over each customer's test ratings
 * @param ndcgCi95 over resampled customers, as is that of the recall
 * @param recall the share of a customer's liked movies that are among the recommended ones, on average over customers
 * @param coverage the share of the catalogue that was recommended to anybody
 * @param meanPopularity how many known ratings a recommended movie has, on average over all recommended
 */
public record RankingScore(
        double ndcg,
        ConfidenceInterval ndcgCi95,
        double recall,
        ConfidenceInterval recallCi95,
        double coverage,
        double meanPopularity) {}
