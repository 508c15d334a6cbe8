package dev.ratecast.prediction;

import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.Neighbor;
import dev.ratecast.model.ActiveModel;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.RatingModel;
import dev.ratecast.rating.RatingScale;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Predicts ratings in batches. Safe for use by many threads, as far as its parts are. */
public final class Predictor {
    /** So many questions are one thread's work. */
    private static final int PIECE = 1_024;

    private final KnownRatings known;
    private final FeatureAssembler features;
    private final ActiveModel activeModel;
    private final ActiveFactors activeFactors;
    private final RatingScale scale;

    public Predictor(
            KnownRatings known,
            FeatureAssembler features,
            ActiveModel activeModel,
            ActiveFactors activeFactors,
            RatingScale scale) {
        this.known = known;
        this.features = features;
        this.activeModel = activeModel;
        this.activeFactors = activeFactors;
        this.scale = scale;
    }

    /** Predicts from the known ratings that serve now, whatever serves later: for one request. */
    public Predictor now() {
        return new Predictor(known.now(), features, activeModel, activeFactors, scale);
    }

    /** Whether one prediction waits for nothing and takes no longer than handing it to another thread. */
    public boolean isQuick(PredictionRequest request) {
        return known.isQuick(request.question());
    }

    /** Predicts as {@link #explain} does, without explanations. */
    public PredictionOutcome predict(List<PredictionRequest> requests, LocalDate today) {
        return score(requests, today, false, 0);
    }

    /**
     * Predicts with explanations, all requests by one model and from one state of the known ratings.
     *
     * @param today the UTC date that requests without one are for
     * @param nearest how many of the nearest neighbors to list
     */
    public PredictionOutcome explain(List<PredictionRequest> requests, LocalDate today, int nearest) {
        return score(requests, today, true, nearest);
    }

    private PredictionOutcome score(List<PredictionRequest> requests, LocalDate today, boolean explained, int nearest) {
        // One look at the active model and factors: a switch in between must not mix two versions.
        ActiveFactors look = activeFactors.now();
        Factors factors = look.current();
        Optional<RatingModel> active = activeModel.current();
        if (active.isEmpty()) {
            return new PredictionOutcome.NoActiveModel();
        }
        if (!look.areKnown()) {
            return new PredictionOutcome.SourceUnavailable();
        }
        if (requests.isEmpty()) {
            return new PredictionOutcome.Predicted(List.of());
        }
        List<KnownFacts> facts;
        try {
            facts = known.facts(
                    requests.stream().map(PredictionRequest::question).toList(), features.wanted(factors, nearest));
        } catch (KnownRatingsUnavailableException e) {
            return new PredictionOutcome.SourceUnavailable();
        }
        List<Occasion> occasions = requests.stream()
                .map(request -> new Occasion(ratedAt(request, today), request.releaseYear(), request.title()))
                .toList();
        List<FeatureVector> vectors = vectors(facts, occasions, factors);
        List<Estimate> estimates = active.get().predict(vectors);
        List<Prediction> predictions = new ArrayList<>(requests.size());
        for (int i = 0; i < estimates.size(); i++) {
            Explanation explanation = explained ? explanation(facts.get(i), vectors.get(i)) : null;
            predictions.add(
                    prediction(requests.get(i), estimates.get(i), active.get(), factors, facts.get(i), explanation));
        }
        return new PredictionOutcome.Predicted(List.copyOf(predictions));
    }

    /** In pieces, each of which solves for its customers anew: what is the same for all of a customer is soon done. */
    private List<FeatureVector> vectors(List<KnownFacts> facts, List<Occasion> occasions, Factors factors) {
        if (facts.size() <= PIECE) {
            return features.of(facts, occasions, factors);
        }
        return IntStream.rangeClosed(0, (facts.size() - 1) / PIECE)
                .parallel()
                .mapToObj(piece -> {
                    int first = piece * PIECE;
                    int end = Math.min(facts.size(), first + PIECE);
                    return features.of(facts.subList(first, end), occasions.subList(first, end), factors);
                })
                .flatMap(List::stream)
                .toList();
    }

    private Prediction prediction(
            PredictionRequest request,
            Estimate estimate,
            RatingModel model,
            Factors factors,
            KnownFacts facts,
            @Nullable Explanation explanation) {
        if (!Double.isFinite(estimate.rating())) {
            throw new IllegalStateException(
                    "model " + model.version() + " predicted " + estimate.rating() + " for movie " + request.movie());
        }
        return new Prediction(
                request,
                estimate.within(scale),
                model.level(),
                model.version(),
                factors.version(),
                facts.customer().count() > 0,
                facts.movie(),
                facts.ownUnits() != null,
                explanation);
    }

    private Explanation explanation(KnownFacts facts, FeatureVector vector) {
        return new Explanation(
                vector.base(),
                facts.neighborhood().nearest().stream().map(this::near).toList());
    }

    private Explanation.NearNeighbor near(Neighbor neighbor) {
        return new Explanation.NearNeighbor(
                neighbor.customer(),
                scale.starsOf(neighbor.units()),
                scale.mean(neighbor.gapSum(), neighbor.commonMovies()),
                neighbor.commonMovies());
    }

    private static long ratedAt(PredictionRequest request, LocalDate today) {
        Long given = request.ratedAt();
        return given == null ? today.atStartOfDay(ZoneOffset.UTC).toEpochSecond() : given;
    }
}
