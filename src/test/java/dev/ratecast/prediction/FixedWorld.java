package dev.ratecast.prediction;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.known.History;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.Neighbor;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.known.Raters;
import dev.ratecast.known.Wanted;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.RatingModel;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A few known ratings and a model that answers the baseline, shifted. Customer 1 is known, movie 10 is known (1995) and
 * rated by the neighbors 2 and 3, and customer 1 has rated movie 11.
 */
public final class FixedWorld implements KnownRatings {
    private static final History HISTORY = new History(
            new long[] {11, 12},
            new int[] {3, 4},
            new long[] {1_000_000_000, 1_000_100_000},
            new int[] {1995, History.NO_YEAR},
            new long[] {3, 1},
            new long[] {12, 4},
            new long[] {RaterMeans.sumShare(8, 30) * 3, RaterMeans.sumShare(2, 7)},
            new long[] {RaterMeans.weight(8) * 3, RaterMeans.weight(2)});

    /** The sizes of the batches that were asked for. */
    public final List<Integer> batches = new ArrayList<>();

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        batches.add(questions.size());
        return questions.stream()
                .map(question -> facts(question, wanted.nearest()))
                .toList();
    }

    @Override
    public boolean isQuick(Question question) {
        return false;
    }

    @Override
    public List<MovieId> unrated(CustomerId customer, long minRatings) {
        return minRatings > 3 ? List.of() : List.of(new MovieId(10), new MovieId(11));
    }

    /** Known ratings that answer nothing. */
    public static KnownRatings failing(RuntimeException failure) {
        return answering((questions, wanted) -> {
            throw failure;
        });
    }

    /** Known ratings of no movies that answer questions as {@code answer} does. */
    public static KnownRatings answering(BiFunction<List<Question>, Wanted, List<KnownFacts>> answer) {
        return answering(answer, () -> false);
    }

    /** The same, whose answers are quick where {@code quick} says so. */
    public static KnownRatings answering(
            BiFunction<List<Question>, Wanted, List<KnownFacts>> answer, BooleanSupplier quick) {
        return new KnownRatings() {
            @Override
            public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
                return answer.apply(questions, wanted);
            }

            @Override
            public boolean isQuick(Question question) {
                return quick.getAsBoolean();
            }

            @Override
            public List<MovieId> unrated(CustomerId customer, long minRatings) {
                return List.of();
            }
        };
    }

    private static KnownFacts facts(Question question, int nearest) {
        Tally none = Tally.ZERO;
        boolean customerKnown = question.customer().equals(new CustomerId(1));
        long movie = question.movie().value();
        boolean movieKnown = movie == 10 || movie == 11;
        List<Neighbor> neighbors =
                List.of(new Neighbor(new CustomerId(2), 4, 3, 1), new Neighbor(new CustomerId(3), 5, 2, 1));
        return new KnownFacts(
                question,
                List.of(none, none, customerKnown ? new Tally(2, 7) : none, none),
                customerKnown && movie == 11 ? 3 : null,
                movieKnown ? new KnownMovie(1995, "Known", Eras.DEFAULT.of(1995), new Tally(3, 12)) : null,
                List.of(none, none, new Tally(4, 14), none),
                customerKnown && movie == 10
                        ? new Neighborhood(new Tally(2, 9), neighbors.subList(0, Math.min(nearest, 2)))
                        : Neighborhood.EMPTY,
                customerKnown ? HISTORY : History.EMPTY,
                movieKnown ? RaterMeans.of(2, 7).plus(RaterMeans.of(3, 12)) : RaterMeans.NONE,
                Raters.NONE);
    }

    /** A model that answers the baseline. */
    public static final RatingModel BASELINE = shifted(0);

    /** A predictor whose model adds {@code shift} stars to the baseline. */
    public Predictor predictor(double shift) {
        return predictor(this, Optional.of(shifted(shift)));
    }

    private static RatingModel shifted(double shift) {
        return model(vector -> {
            double stars = vector.baselines().process() + shift;
            return new Estimate(stars, 1, stars - 1, stars + 1, false);
        });
    }

    /** A model that estimates each row by itself. */
    static RatingModel model(Function<FeatureVector, Estimate> estimate) {
        return new RatingModel() {
            @Override
            public String version() {
                return "fixed";
            }

            @Override
            public double level() {
                return 0.8;
            }

            @Override
            public List<Estimate> predict(List<FeatureVector> features) {
                return features.stream().map(estimate).toList();
            }
        };
    }

    /** A predictor over any source and model. */
    public static Predictor predictor(KnownRatings known, Optional<RatingModel> model) {
        return predictor(known, model, Factors.NONE);
    }

    static Predictor predictor(KnownRatings known, Optional<RatingModel> model, Factors factors) {
        RatingScale scale = RatingScale.WHOLE_STARS;
        return new Predictor(known, FeatureAssemblers.of(scale, Eras.DEFAULT), () -> model, () -> factors, scale);
    }

    public static PredictionRequest request(long customer, long movie) {
        return new PredictionRequest(new CustomerId(customer), new MovieId(movie), null, null, null);
    }
}
