package dev.ratecast.model;

import java.util.List;

/** Predicts examples of a feature schema. */
@FunctionalInterface
public interface ExamplePredictor {
    /** Predicted ratings, one per example, in order. */
    List<Estimate> predict(Examples examples);
}
