package dev.ratecast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.Question;
import dev.ratecast.known.Wanted;
import dev.ratecast.model.Estimate;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.Log;
import dev.ratecast.training.Replay;
import dev.ratecast.training.Replays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownCatalogueTest {
    private static final long CUT_AT = 1_000_000_000;

    private final Replay replay = Replays.empty(RatingScale.WHOLE_STARS);

    @Test
    void counts_and_means_are_of_all_ratings_whoever_gave_them() {
        Log log = new Log()
                .add(1, 20, 5, 100)
                .add(CustomerId.MAX_VALUE, 20, 3, 200)
                .add(2, 10, 4, 300);
        KnownCatalogue catalogue = catalogue(log);

        assertThat(catalogue.movies()).containsExactly(log.movie(0), log.movie(2));
        assertThat(catalogue.ratingCounts()).containsExactly(2, 1);
        double overall = (5 + 3 + 4 + 3.6) / (3 + 1);
        assertThat(catalogue.dampedMeans())
                .containsExactly(
                        new double[] {(8 + 5 * overall) / (2 + 5), (4 + 5 * overall) / (1 + 5)}, within(1e-12));
    }

    @Test
    void means_are_the_baseline_of_whoever_has_rated_nothing() {
        KnownCatalogue catalogue = catalogue(Log.random(1, 200));

        long[] movies = catalogue.movies();
        for (int place = 0; place < movies.length; place++) {
            FeatureVector features = features(new Question(new CustomerId(987_654), new MovieId(movies[place])));
            assertThat(catalogue.dampedMeans()[place])
                    .isEqualTo(features.baselines().movieMean());
            assertThat(catalogue.ratingCounts()[place]).isEqualTo((int) features.movieRatings());
        }
    }

    private KnownCatalogue catalogue(Log log) {
        int[] order = IntStream.range(0, log.size()).toArray();
        replay.applyOnly(log, order, 0, order.length);
        Estimator three = (features, dates) ->
                features.stream().map(one -> new Estimate(3, 1, 2, 4, false)).toList();
        return new KnownCatalogue(replay, three, log, order, order.length, CUT_AT, Set.of());
    }

    private FeatureVector features(Question question) {
        KnownFacts facts =
                replay.state().known().facts(List.of(question), Wanted.NO_LISTS).get(0);
        return replay.assembler().of(facts, Occasion.at(CUT_AT), replay.factors());
    }
}
