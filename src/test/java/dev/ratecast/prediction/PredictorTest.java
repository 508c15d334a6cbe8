package dev.ratecast.prediction;

import static dev.ratecast.prediction.FixedWorld.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.MovieAudiences;
import dev.ratecast.factor.TitleEffects;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.prediction.PredictionOutcome.NoActiveModel;
import dev.ratecast.prediction.PredictionOutcome.Predicted;
import dev.ratecast.prediction.PredictionOutcome.SourceUnavailable;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredictorTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private final FixedWorld world = new FixedWorld();

    @Test
    void aBatchIsOneQuestionAndKeepsItsOrder() {
        List<Prediction> predictions = predictions(0, request(1, 10), request(7, 10), request(1, 99), request(1, 11));
        assertThat(world.batches).containsExactly(4);
        assertThat(predictions).extracting(p -> p.request().movie().value()).containsExactly(10L, 10L, 99L, 11L);
        assertThat(predictions).extracting(Prediction::customerKnown).containsExactly(true, false, true, true);
        assertThat(predictions).extracting(Prediction::movieKnown).containsExactly(true, true, false, true);
        assertThat(predictions).extracting(Prediction::alreadyRated).containsExactly(false, false, false, true);
        assertThat(predictions).extracting(Prediction::modelVersion).containsOnly("fixed");
        assertThat(predictions).extracting(Prediction::explanation).containsOnlyNulls();
    }

    @Test
    void predictionsStayInsideTheScale() {
        assertThat(predictions(99, request(1, 10)).get(0).estimate().rating()).isEqualTo(5);
        assertThat(predictions(-99, request(1, 10)).get(0).estimate().rating()).isEqualTo(1);
    }

    @Test
    void aModelThatPredictsNoNumberIsAFaultWhichNamesNoCustomer() {
        assertThatThrownBy(() -> predictions(Double.NaN, request(1, 10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("model fixed predicted NaN for movie 10");
    }

    @Test
    void anExplanationHasTheBaseFeaturesAndTheNearestNeighbors() {
        Predicted predicted = (Predicted) world.predictor(0).explain(List.of(request(1, 10)), TODAY, 1);
        Explanation explanation = predicted.predictions().get(0).explanation();
        assertThat(explanation.features().eraMean()).isEqualTo(3.5);
        assertThat(explanation.features().neighborMean()).isEqualTo(4.5);
        assertThat(explanation.features().neighborCount()).isEqualTo(2);
        assertThat(explanation.features().ratingYear()).isEqualTo(2026);
        assertThat(explanation.neighbors()).singleElement().satisfies(neighbor -> {
            assertThat(neighbor.customer().value()).isEqualTo(2);
            assertThat(neighbor.rating()).isEqualByComparingTo("4");
            assertThat(neighbor.meanGap()).isCloseTo(1 / 3.0, within(1e-12));
            assertThat(neighbor.commonMovies()).isEqualTo(3);
        });
    }

    @Test
    void aTitleCountsWhereNobodyHasNamedTheMovie() {
        FactorTable none = FactorTable.empty(1);
        TitleEffects titles = new TitleEffects(Map.of("season", 0.1f), new float[0]);
        Predictor predictor = FixedWorld.predictor(
                world,
                Optional.of(FixedWorld.BASELINE),
                new Factors("titles", 0.5, 1, 0, 0, none, none, titles, MovieAudiences.unknown(0)));
        List<PredictionRequest> requests = List.of(
                titled(99, null), titled(99, "Ducks: Season 1"), titled(10, null), titled(10, "Ducks: Season 1"));

        List<Double> ratings = ((Predicted) predictor.predict(requests, TODAY))
                .predictions().stream()
                        .map(prediction -> prediction.estimate().rating())
                        .toList();

        // A tenth of the scale's range.
        assertThat(ratings.get(1) - ratings.get(0)).isCloseTo(0.4, within(1e-6));
        assertThat(ratings.get(3)).isEqualTo(ratings.get(2));
    }

    private static PredictionRequest titled(long movie, @Nullable String title) {
        return new PredictionRequest(new CustomerId(7), new MovieId(movie), null, null, title);
    }

    @Test
    void withoutAModelNothingIsPredicted() {
        assertThat(FixedWorld.predictor(world, Optional.empty()).predict(List.of(request(1, 10)), TODAY))
                .isInstanceOf(NoActiveModel.class);
    }

    @Test
    void aSourceThatIsAwayIsAnOutcome() {
        Predictor predictor = FixedWorld.predictor(
                FixedWorld.failing(new KnownRatingsUnavailableException("away", new IllegalStateException())),
                Optional.of(FixedWorld.BASELINE));
        assertThat(predictor.predict(List.of(request(1, 10)), TODAY)).isInstanceOf(SourceUnavailable.class);
    }

    @Test
    void before_factors_were_looked_for_nothing_is_predicted_without_them() {
        assertThat(predictor(false).predict(List.of(request(1, 10)), TODAY)).isInstanceOf(SourceUnavailable.class);
        assertThat(predictor(true).predict(List.of(request(1, 10)), TODAY)).isInstanceOf(Predicted.class);
    }

    private Predictor predictor(boolean factorsAreKnown) {
        return new Predictor(
                world,
                FeatureAssemblers.of(RatingScale.WHOLE_STARS, Eras.DEFAULT),
                () -> Optional.of(FixedWorld.BASELINE),
                new ActiveFactors.AtThatMoment(Factors.NONE, factorsAreKnown),
                RatingScale.WHOLE_STARS);
    }

    private List<Prediction> predictions(double shift, PredictionRequest... requests) {
        return ((Predicted) world.predictor(shift).predict(List.of(requests), TODAY)).predictions();
    }
}
