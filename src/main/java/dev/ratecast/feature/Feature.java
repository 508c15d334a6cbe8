package dev.ratecast.feature;

import dev.ratecast.known.History;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One input of the network: its name and its formula. Means, effects and residuals are on the scale mapped to 0..1,
 * counts and spans of days enter as log(1 + n). No formula depends on how factors are rotated.
 */
record Feature(String name, ToDoubleFunction<Situation> formula) {
    /** Imaginary neighbors at the overall mean. */
    private static final double NEIGHBOR_DAMPING = 5;

    private static final int RECENT_FEW = 5;

    /** All features, in the order of the vector. */
    static List<Feature> all(Eras eras) {
        List<Feature> features = new ArrayList<>();
        features.addAll(level());
        features.addAll(leftover());
        features.addAll(base());
        features.addAll(counts());
        for (Era era : eras.all()) {
            features.add(new Feature(
                    FeatureSchema.ERA + eras.years(era), s -> s.base().era().equals(era) ? 1 : 0));
        }
        return List.copyOf(features);
    }

    private static List<Feature> level() {
        return List.of(
                new Feature("process", Situation::process),
                new Feature("overall_mean", Situation::mean),
                new Feature("effect_by_taste_and_title", s -> s.movie().effect()),
                new Feature("movie_mean", s -> s.movieMean() - s.mean()),
                new Feature("customer_bias", s -> s.past().bias()));
    }

    private static List<Feature> leftover() {
        return List.of(
                new Feature("leftover_constant", s -> s.leftover().constant()),
                new Feature("leftover_same_day", s -> s.leftover().sameDay()),
                new Feature("leftover_recent", s -> s.leftover().recent()),
                new Feature("leftover_factors", s -> s.leftover().factors()),
                new Feature("leftover_audience", s -> s.leftover().audience()),
                new Feature("leftover_year", s -> s.leftover().year()),
                new Feature("leftover_effect", s -> s.leftover().effect()),
                new Feature("leftover_popularity", s -> s.leftover().popularity()),
                new Feature("process_variance", s -> s.leftover().variance()),
                new Feature("last_residuals", s -> s.past().lastResiduals(RECENT_FEW)),
                new Feature("factor_norm", s -> Math.sqrt(s.movie().vectorSquare())));
    }

    private static List<Feature> base() {
        return List.of(
                new Feature("era_mean", s -> s.eraMean() - s.mean()),
                new Feature("neighbor_mean", s -> {
                    double count = s.base().neighborCount();
                    return (s.neighborMean() - s.mean()) * count / (count + NEIGHBOR_DAMPING);
                }),
                new Feature("neighbor_count", s -> log1p(s.base().neighborCount())),
                new Feature("rating_year", s -> s.base().ratingYear() - 2000.0));
    }

    private static List<Feature> counts() {
        return List.of(
                new Feature("customer_ratings", s -> log1p(s.past().tally().count())),
                new Feature("movie_ratings", s -> log1p(s.movieRatings().count())),
                new Feature("ratings_that_day", s -> log1p(s.past().countOn(s.day()))),
                new Feature("days_since_last", Feature::daysSinceLast),
                new Feature(
                        "customer_age",
                        s -> s.past().tally().count() == 0
                                ? 0
                                : log1p(Math.max(0, s.day() - s.past().firstDay()))),
                new Feature("movie_age", Feature::movieAge));
    }

    private static double daysSinceLast(Situation s) {
        List<PastRating> recent = s.past().recent();
        return recent.isEmpty()
                ? 0
                : log1p(Math.max(0, s.day() - recent.get(recent.size() - 1).day()));
    }

    /** In decades, from the release year's start to the request; negative ages count as 0. */
    private static double movieAge(Situation s) {
        int released = s.movie().releaseYear();
        double years = LocalDate.ofEpochDay(s.day()).getYear() - (double) released;
        return released == History.NO_YEAR ? 0 : Math.max(0, years) / 10;
    }

    private static double log1p(long count) {
        return Math.log1p((double) count);
    }
}
