package dev.ratecast.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.FixedModel;
import dev.ratecast.model.RatingModel;
import dev.ratecast.prediction.PredictionOutcome.NoActiveModel;
import dev.ratecast.prediction.PredictionOutcome.Predicted;
import dev.ratecast.prediction.PredictionOutcome.SourceUnavailable;
import dev.ratecast.prediction.RecommendationOutcome.NotPredicted;
import dev.ratecast.prediction.RecommendationOutcome.Recommended;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final long STRANGER = 77;

    /** The more ratings a movie has, the surer. */
    private static final RatingModel SURER_BY_COUNT = FixedWorld.model(
            features -> new Estimate(features.baselines().process(), 4.0 / (1 + features.movieRatings()), 1, 5, false));

    private final MemoryKnownRatings known = new MemoryKnownRatings(SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE));

    @Test
    void the_best_unrated_movies_come_first() {
        rate(10, 5, 2, 3, 4);
        rate(11, 1, 2, 3, 4);
        rate(12, 3, 2, 3, 4);
        rate(13, 4, 2, 3, 4);
        rate(14, 3, 1);

        assertThat(movies(recommend(1, 10))).containsExactly(10L, 13L, 12L, 11L);
        assertThat(movies(recommend(1, 2))).containsExactly(10L, 13L);
        assertThat(recommend(1, 2).considered()).isEqualTo(4);
    }

    @Test
    void a_movie_already_rated_is_never_recommended_until_its_rating_is_withdrawn() {
        rate(10, 5, 1, 2);
        rate(11, 4, 2);
        assertThat(movies(recommend(1, 10))).containsExactly(11L);

        known.apply(new RatingEvent.Withdrawn(new CustomerId(1), movie(10), 200_000));
        assertThat(movies(recommend(1, 10))).containsExactlyInAnyOrder(10L, 11L);
    }

    @Test
    void equal_ranks_go_by_movie_id() {
        for (long movie : new long[] {30, 9, 21, 4, 100}) {
            rate(movie, 4, 2);
        }
        rate(50, 3, 1);
        Recommender recommender = recommender(new FixedModel("fixed", 4));

        assertThat(movies(recommend(recommender, 1, 10, 0, false))).containsExactly(4L, 9L, 21L, 30L, 100L);
        assertThat(movies(recommend(recommender, 1, 3, 0, true))).containsExactly(4L, 9L, 21L);
    }

    @Test
    void movies_with_too_few_ratings_are_left_out() {
        rate(10, 5, 2);
        rate(11, 4, 2, 3);
        rate(12, 3, 2, 3, 4);
        known.apply(new RatingEvent.Withdrawn(new CustomerId(2), movie(13), 200_000));
        Recommender recommender = recommender(SURER_BY_COUNT);

        assertThat(movies(recommend(recommender, 1, 10, 0, false))).hasSize(4).contains(13L);
        assertThat(movies(recommend(recommender, 1, 10, 2, false))).containsExactly(11L, 12L);
        assertThat(movies(recommend(recommender, 1, 10, 4, false))).isEmpty();
    }

    @Test
    void caution_puts_the_sure_before_the_promising() {
        rate(10, 5, 2);
        rate(11, 4, LongStream.range(2, 40).toArray());

        assertThat(movies(recommend(recommender(SURER_BY_COUNT), 1, 10, 0, false)))
                .containsExactly(10L, 11L);
        Recommended careful = recommend(recommender(SURER_BY_COUNT), 1, 10, 0, true);
        assertThat(movies(careful)).containsExactly(11L, 10L);
        assertThat(careful.best().get(0).estimate().rating()).isGreaterThan(3);
        assertThatThrownBy(() -> new Recommender(known, predictor(SURER_BY_COUNT), -1))
                .hasMessageContaining("ratecast.prediction.caution");
    }

    @Test
    void an_unknown_customer_gets_the_cold_start_list() {
        rate(10, 5, 2, 3, 4);
        rate(11, 2, 2, 3, 4);

        Recommended recommended = recommend(STRANGER, 10);

        assertThat(recommended.customerKnown()).isFalse();
        assertThat(movies(recommended)).containsExactly(10L, 11L);
        assertThat(recommend(2, 10).customerKnown()).isTrue();
    }

    @Test
    void where_nothing_is_left_the_list_is_empty_and_says_by_which_model() {
        assertThat(recommend(STRANGER, 10)).isEqualTo(new Recommended("fixed", "", false, 0, List.of()));
        rate(0, 5, 1);
        rate(10, 5, 1);
        assertThat(recommend(1, 10)).isEqualTo(new Recommended("fixed", "", true, 0, List.of()));
        assertThat(recommend(recommender(SURER_BY_COUNT), 1, 10, 9, false))
                .isEqualTo(new Recommended("fixed", "", true, 0, List.of()));
        assertThat(recommend(recommender(SURER_BY_COUNT), STRANGER, 10, 9, false)
                        .best())
                .isEmpty();
    }

    @Test
    void the_date_of_the_rating_counts() {
        rate(10, 5, 2, 3, 4);
        Recommender byYear = recommender(FixedWorld.model(
                features -> new Estimate(features.base().ratingYear() == 2005 ? 1 : 5, 1, 1, 5, false)));
        long in2005 = LocalDate.of(2005, 2, 3).toEpochDay() * 86_400;

        RecommendationRequest today = new RecommendationRequest(new CustomerId(1), null, 1, 0, false);
        RecommendationRequest then = new RecommendationRequest(new CustomerId(1), in2005, 1, 0, false);

        assertThat(best(byYear.recommend(today, TODAY)).estimate().rating()).isEqualTo(5);
        assertThat(best(byYear.recommend(then, TODAY)).estimate().rating()).isEqualTo(1);
    }

    @Test
    void the_list_is_what_single_predictions_of_every_movie_give() {
        RandomEvents random = new RandomEvents(5, 12, 40);
        random.next(600).forEach(known::apply);
        for (long customer : new long[] {0, 1_000_003, 5 * 1_000_003, STRANGER}) {
            for (boolean cautious : new boolean[] {false, true}) {
                Recommended recommended = recommend(recommender(SURER_BY_COUNT), customer, 15, 5, cautious);
                assertThat(movies(recommended)).isEqualTo(obvious(customer, 15, 5, cautious));
            }
        }
    }

    @Test
    void without_a_model_or_a_source_nothing_is_recommended() {
        rate(10, 5, 2);
        RecommendationRequest request = new RecommendationRequest(new CustomerId(1), null, 1, 0, false);
        Recommender withoutModel = new Recommender(known, FixedWorld.predictor(known, Optional.empty()), 1);
        assertThat(withoutModel.recommend(request, TODAY)).isEqualTo(new NotPredicted(new NoActiveModel()));

        KnownRatings away = FixedWorld.failing(new KnownRatingsUnavailableException("away", null));
        assertThat(new Recommender(away, FixedWorld.predictor(away, Optional.of(SURER_BY_COUNT)), 1)
                        .recommend(request, TODAY))
                .isInstanceOfSatisfying(
                        NotPredicted.class, not -> assertThat(not.why()).isInstanceOf(SourceUnavailable.class));
    }

    /** Each movie asked for alone, then put in order one by one. */
    private List<Long> obvious(long customer, int limit, long minRatings, boolean cautious) {
        List<Prediction> ordered = new ArrayList<>();
        for (MovieId movie : known.unrated(new CustomerId(STRANGER), 0)) {
            Prediction prediction = ((Predicted) predictor(SURER_BY_COUNT)
                            .predict(List.of(FixedWorld.request(customer, movie.value())), TODAY))
                    .predictions()
                    .get(0);
            if (prediction.alreadyRated() || prediction.movie().ratings().count() < minRatings) {
                continue;
            }
            int place = 0;
            while (place < ordered.size() && rank(ordered.get(place), cautious) >= rank(prediction, cautious)) {
                place++;
            }
            ordered.add(place, prediction);
        }
        return ordered.stream()
                .limit(limit)
                .map(prediction -> prediction.request().movie().value())
                .toList();
    }

    private static double rank(Prediction prediction, boolean cautious) {
        return prediction.estimate().rating()
                - (cautious ? prediction.estimate().sd() : 0);
    }

    private void rate(long movie, int stars, long... customers) {
        for (long customer : customers) {
            known.apply(new RatingEvent.Rated(new CustomerId(customer), movie(movie), stars, 86_400));
        }
    }

    private static MovieFacts movie(long id) {
        return MovieFacts.named(new MovieId(id), 2000, "Movie " + id);
    }

    private Recommended recommend(long customer, int limit) {
        return recommend(recommender(SURER_BY_COUNT), customer, limit, 0, false);
    }

    private static Recommended recommend(
            Recommender recommender, long customer, int limit, long minRatings, boolean cautious) {
        return (Recommended) recommender.recommend(
                new RecommendationRequest(new CustomerId(customer), null, limit, minRatings, cautious), TODAY);
    }

    private Recommender recommender(RatingModel model) {
        return new Recommender(known, predictor(model), 1);
    }

    private Predictor predictor(RatingModel model) {
        return FixedWorld.predictor(known, Optional.of(model));
    }

    private static Prediction best(RecommendationOutcome outcome) {
        return ((Recommended) outcome).best().get(0);
    }

    private static List<Long> movies(Recommended recommended) {
        return recommended.best().stream()
                .map(prediction -> prediction.request().movie().value())
                .toList();
    }
}
