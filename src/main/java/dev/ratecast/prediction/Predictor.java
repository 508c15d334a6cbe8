package dev.ratecast.prediction;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.Neighbor;
import dev.ratecast.known.Wanted;
import dev.ratecast.model.ActiveModel;
import dev.ratecast.model.RatingModel;
import dev.ratecast.rating.RatingScale;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Predicts ratings in batches. Safe for use by many threads, as far as its parts are. */
public final class Predictor {
    private final KnownRatings known;
    private final FeatureAssembler features;
    private final ActiveModel activeModel;
    private final RatingScale scale;

    public Predictor(KnownRatings known, FeatureAssembler features, ActiveModel activeModel, RatingScale scale) {
        this.known = known;
        this.features = features;
        this.activeModel = activeModel;
        this.scale = scale;
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
        // One look at the active model: a switch in between must not mix two versions.
        Optional<RatingModel> active = activeModel.current();
        if (active.isEmpty()) {
            return new PredictionOutcome.NoActiveModel();
        }
        if (requests.isEmpty()) {
            return new PredictionOutcome.Predicted(List.of());
        }
        List<KnownFacts> facts;
        try {
            facts = known.facts(
                    requests.stream().map(PredictionRequest::question).toList(), Wanted.NO_LISTS.withNearest(nearest));
        } catch (KnownRatingsUnavailableException e) {
            return new PredictionOutcome.SourceUnavailable(e);
        }
        List<Occasion> occasions = requests.stream()
                .map(request -> new Occasion(ratedAt(request, today), request.releaseYear()))
                .toList();
        double[] stars = run(active.get(), facts, occasions);
        List<Prediction> predictions = new ArrayList<>(requests.size());
        for (int i = 0; i < stars.length; i++) {
            Explanation explanation = explained ? explanation(facts.get(i), occasions.get(i)) : null;
            predictions.add(prediction(requests.get(i), stars[i], active.get().version(), facts.get(i), explanation));
        }
        return new PredictionOutcome.Predicted(List.copyOf(predictions));
    }

    private double[] run(RatingModel model, List<KnownFacts> facts, List<Occasion> occasions) {
        float[][] vectors = new float[facts.size()][];
        double[] baselines = new double[facts.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = features.vector(facts.get(i), occasions.get(i));
            baselines[i] = features.baseline(facts.get(i));
        }
        return model.predict(vectors, baselines);
    }

    private Prediction prediction(
            PredictionRequest request,
            double stars,
            String version,
            KnownFacts facts,
            @Nullable Explanation explanation) {
        if (!Double.isFinite(stars)) {
            throw new IllegalStateException("model " + version + " predicted " + stars + " for customer "
                    + request.customer() + " and movie " + request.movie());
        }
        return new Prediction(
                request,
                scale.clamp(stars),
                version,
                facts.customer().count() > 0,
                facts.movie() != null,
                facts.ownUnits() != null,
                explanation);
    }

    private Explanation explanation(KnownFacts facts, Occasion occasion) {
        return new Explanation(
                features.base(facts, occasion),
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
