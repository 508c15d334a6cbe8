package dev.ratecast.training;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.model.Examples;
import dev.ratecast.model.Validation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay gives to a training run: examples in the order of their places, cut into parts. They do not depend on
 * what is fitted on them, so that any number of fits may share one replay.
 *
 * @param order rows of the log, in the order in which they were learned from, validated and tested on
 * @param refit whether the weights are fitted anew on everything before the test
 * @param schema of the examples' features
 * @param all the examples
 * @param places where in the order each example stands; ascending
 * @param firstPlace the place of the first example to learn from
 * @param refreshRule when factors were fitted anew meanwhile
 * @param otherwise the same ratings replayed by the other rule within a day, which what is fitted is scored on too; null where
 *     it is not
 */
@SuppressWarnings("ArrayRecordComponent") // millions of rows, never compared
public record ReplayedExamples(
        RatingLog log,
        int[] order,
        Split.Parts parts,
        boolean refit,
        WithinDay withinDay,
        FeatureSchema schema,
        Examples all,
        int[] places,
        int firstPlace,
        RefreshRule refreshRule,
        @Nullable ReplayedExamples otherwise) {
    /** Networks that learned from fewer say little about those that will serve. */
    private static final int FEWEST_LEARNED = 1_000;

    Examples learn() {
        return part(firstPlace, parts.learnEnd(), "learn from");
    }

    Examples validate() {
        return part(parts.learnEnd(), parts.validateEnd(), "validate on");
    }

    /**
     * How a fit validates.
     *
     * @param foldPlaces where folds begin; those with few examples before them, and those without one, are left out
     */
    Validation validation(List<Integer> foldPlaces) {
        Examples examples = beforeTest();
        int first = before(firstPlace);
        int last = before(parts.learnEnd()) - first;
        List<Integer> starts = foldPlaces.stream()
                .map(place -> before(place) - first)
                .filter(start -> start == last || (start >= FEWEST_LEARNED && start < last))
                .distinct()
                .toList();
        long[] customers = Arrays.stream(places, first + starts.get(0), first + examples.size())
                .mapToLong(place -> log.customer(order[place]))
                .toArray();
        return new Validation(examples, starts, customers);
    }

    /** The same examples, to be scored on others of the same ratings too. */
    public ReplayedExamples scoredAlsoOn(ReplayedExamples others) {
        return new ReplayedExamples(
                log, order, parts, refit, withinDay, schema, all, places, firstPlace, refreshRule, others);
    }

    /** The same examples without one of their features. */
    public ReplayedExamples withoutFeature(String name) {
        int column = schema.names().indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("no feature is called " + name + "; there are " + schema.names());
        }
        return new ReplayedExamples(
                log,
                order,
                parts,
                refit,
                withinDay,
                schema.without(name),
                all.withoutFeature(column),
                places,
                firstPlace,
                refreshRule,
                null);
    }

    /** What the weights that predict the test are fitted on. */
    public Examples fitted() {
        return refit ? beforeTest() : learn();
    }

    /** Everything before the test that is learned from or validated on. */
    Examples beforeTest() {
        return between(firstPlace, parts.validateEnd());
    }

    /** Empty where nothing tests. */
    Examples test() {
        return between(parts.validateEnd(), parts.testEnd());
    }

    /** The log's row of each example of the test. */
    int[] testRows() {
        return Arrays.stream(places, before(parts.validateEnd()), before(parts.testEnd()))
                .map(place -> order[place])
                .toArray();
    }

    private Examples part(int from, int to, String purpose) {
        Examples part = between(from, to);
        if (part.size() == 0) {
            throw new UnusableSplitException(
                    "there is no rating to " + purpose + ", only withdrawals or none that was drawn as an example");
        }
        return part;
    }

    private Examples between(int from, int to) {
        return all.slice(before(from), before(to));
    }

    /** How many examples stand before a place. */
    private int before(int place) {
        int found = Arrays.binarySearch(places, place);
        return found < 0 ? -found - 1 : found;
    }
}
