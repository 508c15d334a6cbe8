package dev.ratecast.prediction.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.admission.AdmissionMetrics;
import dev.ratecast.admission.CallGate;
import dev.ratecast.admission.WorkLimit;
import dev.ratecast.admission.WorkLimit.Turn;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.prediction.FixedWorld;
import dev.ratecast.prediction.PredictionThreads;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import dev.ratecast.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which thread a call is answered on. */
class PredictionResourceTest {
    private static final String ONE = "{\"customer_id\": 1, \"movie_id\": 10}";

    private final List<Thread> askedBy = new CopyOnWriteArrayList<>();
    private boolean quick = true;
    private KnownRatings known = FixedWorld.answering(
            (questions, wanted) -> {
                askedBy.add(Thread.currentThread());
                return new FixedWorld().facts(questions, wanted);
            },
            () -> quick);
    private final PredictionThreads threads = new PredictionThreads(1, 1);
    private final WorkLimit work = new WorkLimit(1_000, Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void aQuickPredictionIsMadeByTheThreadThatReadTheCall() {
        assertThat(answer(ONE, null).getStatus()).isEqualTo(200);

        assertThat(askedBy).containsExactly(Thread.currentThread());
        assertThat(work.use()).isZero();
    }

    @Test
    void aQuickPredictionIsMadeFromTheMemoryThatCalledItQuickAlsoWhereItIsDroppedMeanwhile() {
        ServedKnownRatings served =
                new ServedKnownRatings(FixedWorld.failing(new IllegalStateException("the store was asked")));
        served.serveFrom(FixedWorld.answering(
                (questions, wanted) -> {
                    askedBy.add(Thread.currentThread());
                    return new FixedWorld().facts(questions, wanted);
                },
                () -> {
                    served.serveFrom(null);
                    return true;
                }));
        known = served;

        assertThat(answer(ONE, null).getStatus()).isEqualTo(200);

        assertThat(askedBy).containsExactly(Thread.currentThread());
        assertThat(served.isFromMemory()).isFalse();
    }

    @Test
    void allElseIsMadeByTheThreadsOfPredictions() {
        assertThat(answer("[" + ONE + "]", null).getStatus()).isEqualTo(200);
        assertThat(askedBy).as("an array of one is as quick").containsExactly(Thread.currentThread());
        askedBy.clear();

        answer("[" + ONE + ", " + ONE + "]", null);
        answer(ONE, "true");
        quick = false;
        answer(ONE, null);

        assertThat(askedBy).hasSize(3).doesNotContain(Thread.currentThread());
    }

    @Test
    void aQuickPredictionThatHasToWaitForItsTurnDoesSoElsewhere() {
        Turn turn = work.now(1_000);
        assertThat(turn).isNotNull();

        var answer =
                resource().predict(ONE.getBytes(StandardCharsets.UTF_8), null).toCompletableFuture();
        assertThat(answer).isNotDone();
        turn.close();

        assertThat(answer.join().getStatus()).isEqualTo(200);
        assertThat(askedBy).hasSize(1).doesNotContain(Thread.currentThread());
    }

    private Response answer(String body, String explain) {
        return resource()
                .predict(body.getBytes(StandardCharsets.UTF_8), explain)
                .toCompletableFuture()
                .join();
    }

    private PredictionResource resource() {
        PredictionConfig config = Settings.of(PredictionConfig.class, Map.of());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new PredictionResource(
                FixedWorld.predictor(known, Optional.of(FixedWorld.BASELINE)),
                threads,
                config,
                new PredictionMetrics(registry),
                work,
                new AdmissionMetrics(registry, new CallGate(10, 10_000), work));
    }
}
