package dev.ratecast.quality;

import dev.ratecast.model.Estimate;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServingObserver.Role;
import dev.ratecast.prediction.Explanation;
import dev.ratecast.prediction.Prediction;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.quality.QualityObserver.Unscored;
import dev.ratecast.rating.RatingEffect;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingEvent.Rated;
import dev.ratecast.rating.RatingScale;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the ratings of a batch before any of it is applied, and counts the errors of those that changed something
 * once it is. Owned by the thread that applies; each such thread has its own.
 *
 * <p>Predicting never holds ratings up: it takes its share of the thread's time at most, and whatever fails in it is
 * told and left. Where the share does not reach for a batch, those that come first in the sample's order are predicted,
 * so that what is counted stays a fair sample.
 */
public final class LiveQuality {
    private static final int REQUESTS_AT_ONCE = 64;

    /** What a model said of a rating before it was known. */
    private record Said(ServedModel model, Prediction prediction) {}

    /** What both said; {@code shadow} is null where there was none. */
    private record Forecast(Said active, @Nullable Said shadow) {}

    private final LivePredictions predictions;
    private final LiveScores scores;
    private final RatingScale scale;
    private final Sampling sampling;
    private final TimeBudget budget;
    private final LongSupplier nanoTime;
    private final QualityObserver observer;

    /** The events of the batch in hand, by identity: two equal ones are two arrivals. */
    private Set<RatingEvent> batch = Set.of();

    /** What was said of those among them that were predicted, by identity too. */
    private final IdentityHashMap<RatingEvent, Forecast> forecasts = new IdentityHashMap<>();

    /**
     * Live quality of one applying thread.
     *
     * @param scores shared by all threads
     * @param nanoTime a clock that never goes back
     */
    public LiveQuality(
            LivePredictions predictions,
            LiveScores scores,
            RatingScale scale,
            QualitySettings settings,
            LongSupplier nanoTime,
            QualityObserver observer) {
        this.predictions = predictions;
        this.scores = scores;
        this.scale = scale;
        this.sampling = new Sampling(settings.sampleRate());
        this.budget = new TimeBudget(settings.timeShare(), nanoTime.getAsLong());
        this.nanoTime = nanoTime;
        this.observer = observer;
    }

    /**
     * Predicts what is about to be applied. A batch that is tried again, or a part of it, keeps what was predicted
     * before its first part was applied; a part without events is part of any.
     */
    public void arriving(List<RatingEvent> events) {
        if (events.isEmpty() || events.stream().anyMatch(batch::contains)) {
            return;
        }
        batch = Collections.newSetFromMap(new IdentityHashMap<>());
        batch.addAll(events);
        forecasts.clear();
        List<Rated> ratings = events.stream()
                .filter(Rated.class::isInstance)
                .map(Rated.class::cast)
                .toList();
        List<Rated> sample = ratings.stream()
                .filter(sampling::takes)
                .sorted(Comparator.comparingDouble(Sampling::place))
                .toList();
        tell(Unscored.SAMPLE, ratings.size() - sample.size());
        for (int from = 0; from < sample.size(); from += REQUESTS_AT_ONCE) {
            long begun = nanoTime.getAsLong();
            if (!budget.isOpen(begun)) {
                tell(Unscored.BUDGET, sample.size() - from);
                return;
            }
            Unscored failure = predict(sample.subList(from, Math.min(sample.size(), from + REQUESTS_AT_ONCE)));
            budget.spend(nanoTime.getAsLong() - begun);
            if (failure != null) {
                tell(failure, sample.size() - from);
                return;
            }
        }
    }

    /** @return why it failed, null where it did not */
    private @Nullable Unscored predict(List<Rated> ratings) {
        try {
            LivePredictions.Pair pair = predictions.predict(
                    ratings.stream().map(LiveQuality::request).toList());
            if (pair.outcome() instanceof PredictionOutcome.NoActiveModel || pair.active() == null) {
                return Unscored.NO_MODEL;
            }
            if (!(pair.outcome() instanceof PredictionOutcome.Predicted active)) {
                return Unscored.UNAVAILABLE;
            }
            if (pair.shadow() == null) {
                scores.endShadow();
            }
            for (int i = 0; i < ratings.size(); i++) {
                Said shadow = pair.shadow() != null && pair.shadowOutcome() instanceof PredictionOutcome.Predicted said
                        ? new Said(pair.shadow(), said.predictions().get(i))
                        : null;
                Said said = new Said(pair.active(), active.predictions().get(i));
                forecasts.put(ratings.get(i), new Forecast(said, shadow));
            }
            return null;
        } catch (RuntimeException | Error e) {
            observer.failed(e);
            return Unscored.FAILED;
        }
    }

    private static PredictionRequest request(Rated rating) {
        return new PredictionRequest(
                rating.customer(),
                rating.movie().movie(),
                rating.ratedAt(),
                rating.movie().releaseYear(),
                rating.movie().title());
    }

    /**
     * Counts what is applied for good now.
     *
     * @param effects what each event did
     * @param arrivedAt for each event the timestamp of its record, in epoch seconds
     */
    public void applied(List<RatingEvent> events, List<RatingEffect> effects, List<Long> arrivedAt) {
        for (int i = 0; i < events.size(); i++) {
            Forecast forecast = forecasts.remove(events.get(i));
            if (forecast != null && events.get(i) instanceof Rated rating) {
                Arrival.of(effects.get(i), rating.ratedAt(), arrivedAt.get(i))
                        .ifPresent(arrival -> count(arrival, rating, forecast));
            }
        }
    }

    private void count(Arrival arrival, Rated rating, Forecast forecast) {
        double stars = scale.starsOf(rating.units()).doubleValue();
        double error = count(Role.ACTIVE, arrival, forecast.active(), stars);
        if (forecast.shadow() != null) {
            double shadowError = count(Role.SHADOW, arrival, forecast.shadow(), stars);
            if (arrival == Arrival.NEW) {
                scores.addPair(error, shadowError);
            }
        }
    }

    private double count(Role role, Arrival arrival, Said said, double stars) {
        Prediction prediction = said.prediction();
        Estimate estimate = prediction.estimate();
        double error = estimate.rating() - stars;
        QualityCell cell = new QualityCell(
                role, arrival, explanation(prediction).features().era(), prediction.customerKnown());
        boolean covered = estimate.low() <= stars && stars <= estimate.high();
        observer.counted(cell, error, covered, scores.add(cell, said.model(), error, covered));
        return error;
    }

    private static Explanation explanation(Prediction prediction) {
        return Optional.ofNullable(prediction.explanation()).orElseThrow();
    }

    private void tell(Unscored why, int ratings) {
        if (ratings > 0) {
            observer.unscored(why, ratings);
        }
    }
}
