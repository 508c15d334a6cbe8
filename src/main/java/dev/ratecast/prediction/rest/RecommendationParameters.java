package dev.ratecast.prediction.rest;

import dev.ratecast.json.Violation;
import dev.ratecast.json.Violation.Code;
import dev.ratecast.prediction.RecommendationRequest;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.IsoDates;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a wish for recommendations, and finds every wrong one. A parameter that is null was not
 * given.
 */
final class RecommendationParameters {
    static final int DEFAULT_LIMIT = 10;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

    private final List<Violation> violations = new ArrayList<>();

    private RecommendationParameters() {}

    /** What reading gave. */
    sealed interface Reading {}

    record Valid(RecommendationRequest request) implements Reading {}

    record Invalid(List<Violation> violations) implements Reading {}

    /**
     * Reads them all.
     *
     * @param maxLimit the largest limit that is allowed
     */
    static Reading read(
            String customer,
            @Nullable String limit,
            @Nullable String minRatings,
            @Nullable String ratingDate,
            @Nullable String cautious,
            int maxLimit) {
        RecommendationParameters parameters = new RecommendationParameters();
        long id = parameters.integer("customer_id", customer, 0, CustomerId.MAX_VALUE);
        long atMost =
                limit == null ? Math.min(DEFAULT_LIMIT, maxLimit) : parameters.integer("limit", limit, 1, maxLimit);
        long floor = minRatings == null ? 0 : parameters.integer("min_ratings", minRatings, 0, CustomerId.MAX_VALUE);
        Long ratedAt = ratingDate == null ? null : (Long) parameters.date("rating_date", ratingDate);
        boolean careful = cautious != null && parameters.flag("cautious", cautious);
        return parameters.violations.isEmpty()
                ? new Valid(
                        new RecommendationRequest(new CustomerId(id), ratedAt, Math.toIntExact(atMost), floor, careful))
                : new Invalid(List.copyOf(parameters.violations));
    }

    private long integer(String name, String text, long min, long max) {
        long value = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (value < min || value > max) {
            violations.add(new Violation(name, Code.OUT_OF_RANGE, "must be an integer from " + min + " to " + max));
        }
        return value;
    }

    private long date(String name, String text) {
        OptionalLong seconds = IsoDates.epochSeconds(text);
        if (seconds.isEmpty()) {
            violations.add(new Violation(name, Code.INVALID_DATE, "must be an ISO date or date-time"));
            return 0;
        }
        if (seconds.getAsLong() < 0 || seconds.getAsLong() > IsoDates.LATEST) {
            violations.add(new Violation(name, Code.OUT_OF_RANGE, "must be from 1970-01-01 to 9999-12-31T23:59:59Z"));
        }
        return seconds.getAsLong();
    }

    private boolean flag(String name, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            violations.add(new Violation(name, Code.WRONG_TYPE, "must be true or false"));
        }
        return text.equals("true");
    }
}
