package dev.ratecast.model;

/**
 * What a refit replaced: the weights that only the ratings to learn from were fitted on. Share of the correction, epochs
 * and uncertainty are those that the refitted weights kept. An artifact holds both, so that it can be compared fairly on
 * ratings that the refit has seen.
 *
 * @param scaling how features became inputs
 * @param linear the straight-line part of the correction
 * @param networkHash SHA-256, in hex, of the networks as they were stored
 */
public record BeforeRefit(Scaling scaling, LinearPart linear, String networkHash) {}
