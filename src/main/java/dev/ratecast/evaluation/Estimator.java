package dev.ratecast.evaluation;

import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import java.util.List;

/** The model as an evaluation sees it: predictions with their uncertainty, a pure function of known ratings and request. */
public interface Estimator {
    /** Estimates, one per question, in order. */
    List<Estimate> estimate(List<KnownFacts> facts, List<Occasion> occasions);
}
