package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.model.RatingModel;
import dev.ratecast.prediction.FixedWorld;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Settings;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class AwaitedPredictionsTest {
    private static final String REQUESTS = "prediction-requests";

    private final AtomicReference<Optional<RatingModel>> model =
            new AtomicReference<>(Optional.of(FixedWorld.BASELINE));
    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void a_replica_that_can_predict_begins_at_once() throws Exception {
        start(new FixedWorld(), "1h", REQUESTS);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_without_a_model_begins_once_there_is_one() throws Exception {
        model.set(Optional.empty());
        start(new FixedWorld(), "1h", REQUESTS);
        assertThat(begun.await(600, TimeUnit.MILLISECONDS)).isFalse();

        model.set(Optional.of(FixedWorld.BASELINE));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_whose_known_ratings_do_not_answer_begins_after_a_bounded_wait() throws Exception {
        KnownRatings away = FixedWorld.failing(new KnownRatingsUnavailableException("away", null));
        long start = System.nanoTime();
        start(away, "500ms", REQUESTS);

        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void other_channels_wait_for_nothing() {
        model.set(Optional.empty());
        start(new FixedWorld(), "1h", "another");
        assertThat(begun.getCount()).isZero();
    }

    private void start(KnownRatings known, String readyWait, String channel) {
        RatingScale scale = RatingScale.WHOLE_STARS;
        Predictor predictor =
                new Predictor(known, FeatureAssemblers.of(scale, Eras.DEFAULT), model::get, () -> Factors.NONE, scale);
        PredictionConfig config =
                Settings.of(PredictionConfig.class, Map.of("ratecast.prediction.ready-wait", readyWait));
        Multi<Message<?>> requests = Multi.createFrom().emitter(emitter -> begun.countDown());
        new AwaitedPredictions(predictor, config)
                .decorate(requests, List.of(channel), true)
                .subscribe()
                .with(request -> {});
    }
}
