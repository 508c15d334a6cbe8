package dev.ratecast.prediction;

import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.prediction.RecommendationOutcome.NotPredicted;
import dev.ratecast.prediction.RecommendationOutcome.Recommended;
import dev.ratecast.rating.MovieId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Recommends the movies with the highest predicted ratings among those that the customer has not rated: all of these are
 * predicted, none is left out for speed. Equal ranks go by movie id. An unknown customer gets what the same predictions
 * say of one with no ratings, the cold-start list. Safe for use by many threads, as far as its parts are.
 */
public final class Recommender {
    /** Asked about where there is no other movie: the answer still tells the model's version and the customer. */
    private static final List<MovieId> ANY_MOVIE = List.of(new MovieId(0));

    private final KnownRatings known;
    private final Predictor predictor;
    private final double caution;

    /**
     * A recommender of what a predictor predicts.
     *
     * @param known what the predictor asks too
     * @param caution how many standard deviations are taken off a predicted rating where a request is cautious
     * @throws IllegalArgumentException where the caution is negative or no number
     */
    public Recommender(KnownRatings known, Predictor predictor, double caution) {
        if (!(caution >= 0) || Double.isInfinite(caution)) {
            throw new IllegalArgumentException("ratecast.prediction.caution must be at least 0, not " + caution);
        }
        this.known = known;
        this.predictor = predictor;
        this.caution = caution;
    }

    /**
     * Chooses the best movies by one batch of predictions.
     *
     * @param today the UTC date that a request without one is for
     */
    public RecommendationOutcome recommend(RecommendationRequest request, LocalDate today) {
        List<MovieId> movies;
        try {
            movies = known.unrated(request.customer(), request.minRatings());
        } catch (KnownRatingsUnavailableException e) {
            return new NotPredicted(new PredictionOutcome.SourceUnavailable());
        }
        PredictionOutcome outcome = predictor.predict(
                (movies.isEmpty() ? ANY_MOVIE : movies)
                        .stream()
                                .map(movie ->
                                        new PredictionRequest(request.customer(), movie, request.ratedAt(), null, null))
                                .toList(),
                today);
        return outcome instanceof PredictionOutcome.Predicted predicted
                ? recommended(predicted.predictions(), request)
                : new NotPredicted(outcome);
    }

    private Recommended recommended(List<Prediction> predictions, RecommendationRequest request) {
        List<Prediction> candidates = predictions.stream()
                .filter(prediction -> isCandidate(prediction, request.minRatings()))
                .toList();
        Prediction any = predictions.get(0);
        return new Recommended(
                any.modelVersion(),
                any.factorVersion(),
                any.customerKnown(),
                candidates.size(),
                best(candidates, bestFirst(request.cautious() ? caution : 0), request.limit()));
    }

    /** The first few in an order, without sorting the rest. */
    private static List<Prediction> best(List<Prediction> candidates, Comparator<Prediction> order, int few) {
        PriorityQueue<Prediction> kept = new PriorityQueue<>(order.reversed());
        for (Prediction candidate : candidates) {
            if (kept.size() < few) {
                kept.add(candidate);
            } else if (order.compare(candidate, kept.element()) < 0) {
                kept.remove();
                kept.add(candidate);
            }
        }
        return kept.stream().sorted(order).toList();
    }

    /** The facts behind the prediction decide: ratings may have been applied since the movies were listed. */
    private static boolean isCandidate(Prediction prediction, long minRatings) {
        KnownMovie movie = prediction.movie();
        return movie != null && movie.ratings().count() >= minRatings && !prediction.alreadyRated();
    }

    private static Comparator<Prediction> bestFirst(double deviationsOff) {
        return Comparator.comparingDouble(
                        (Prediction prediction) -> prediction.estimate().rating()
                                - deviationsOff * prediction.estimate().sd())
                .reversed()
                .thenComparing(prediction -> prediction.request().movie());
    }
}
