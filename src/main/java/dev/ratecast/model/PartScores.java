package dev.ratecast.model;

import java.util.Map;

/**
 * The errors of a model and of its baselines on the same ratings.
 *
 * @param model the network's, correction included
 * @param baselines by the baseline's name
 */
public record PartScores(Score model, Map<String, Score> baselines) {
    public PartScores {
        baselines = Map.copyOf(baselines);
    }
}
