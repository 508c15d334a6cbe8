package dev.ratecast.model;

import java.util.List;

/**
 * How a fit finds its epochs, the share of its correction and its uncertainty: one or more folds in time order, each
 * predicted by networks that learned from everything before it and from nothing else (evaluation on a rolling origin; L.
 * Tashman, "Out-of-sample tests of forecasting accuracy", 2000).
 *
 * @param examples to learn from and to validate on, in time order
 * @param starts where each fold begins, ascending; it ends where the next one begins, the last with the examples
 * @param customers of the examples from the first fold on
 */
@SuppressWarnings("ArrayRecordComponent") // one a fit, never compared
public record Validation(Examples examples, List<Integer> starts, long[] customers) {
    public Validation {
        starts = List.copyOf(starts);
        if (starts.isEmpty() || customers.length != examples.size() - starts.get(0)) {
            throw new IllegalArgumentException("a validation needs a fold, and the customer of each of its examples");
        }
    }

    /** How many folds there are. */
    public int folds() {
        return starts.size();
    }

    /** Everything before a fold. */
    public Examples learn(int fold) {
        return examples.slice(0, starts.get(fold));
    }

    /** The examples of a fold. */
    public Examples validate(int fold) {
        int end = fold + 1 < starts.size() ? starts.get(fold + 1) : examples.size();
        return examples.slice(starts.get(fold), end);
    }

    /** The examples of all folds. */
    public Examples validated() {
        return examples.slice(starts.get(0), examples.size());
    }
}
