package dev.ratecast.quality;

import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.Question;
import dev.ratecast.known.Wanted;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServedModels;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Predicts as serving does, by the active and the shadow model of one look, from one answer of the known ratings. */
public final class LivePredictions {
    private final KnownRatings known;
    private final FeatureAssembler features;
    private final ServedModels served;
    private final ActiveFactors factors;
    private final RatingScale scale;

    public LivePredictions(
            KnownRatings known,
            FeatureAssembler features,
            ServedModels served,
            ActiveFactors factors,
            RatingScale scale) {
        this.known = known;
        this.features = features;
        this.served = served;
        this.factors = factors;
        this.scale = scale;
    }

    /**
     * What the models in use say.
     *
     * @param outcome of the active model
     * @param shadowOutcome null where there is no shadow
     */
    record Pair(
            @Nullable ServedModel active,
            PredictionOutcome outcome,
            @Nullable ServedModel shadow,
            @Nullable PredictionOutcome shadowOutcome) {}

    /** Has both predict the same requests, which all have their date. */
    Pair predict(List<PredictionRequest> requests) {
        ServedModels.InUse look = served.inUse();
        ActiveFactors now = factors.now();
        KnownRatings once = new AskedOnce(known);
        PredictionOutcome outcome = predict(once, look.active(), now, requests);
        boolean shadowed = look.shadow() != null && outcome instanceof PredictionOutcome.Predicted;
        return new Pair(
                look.active(), outcome, look.shadow(), shadowed ? predict(once, look.shadow(), now, requests) : null);
    }

    private PredictionOutcome predict(
            KnownRatings from, @Nullable ServedModel model, ActiveFactors now, List<PredictionRequest> requests) {
        Predictor predictor = new Predictor(
                from,
                features,
                () -> Optional.ofNullable(model).map(served -> served.loaded().model()),
                now,
                scale);
        return predictor.explain(requests, LocalDate.EPOCH, 0);
    }

    /** Asks the first time, and gives the same answer to the same questions afterwards. */
    private static final class AskedOnce implements KnownRatings {
        private final KnownRatings source;
        private @Nullable List<Question> asked;
        private List<KnownFacts> answered = List.of();

        AskedOnce(KnownRatings source) {
            this.source = source;
        }

        @Override
        public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
            if (!questions.equals(asked)) {
                answered = source.facts(questions, wanted);
                asked = questions;
            }
            return answered;
        }

        @Override
        public boolean isQuick(Question question) {
            return false;
        }

        @Override
        public List<MovieId> unrated(CustomerId customer, long minRatings) {
            return source.unrated(customer, minRatings);
        }
    }
}
