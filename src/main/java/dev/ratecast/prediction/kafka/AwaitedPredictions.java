package dev.ratecast.prediction.kafka;

import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.PublisherDecorator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Has the channel of request messages begin once predictions can be made here: until then the partitions are with
 * replicas that can. Where no replica can, requests are told so after a bounded wait.
 */
@ApplicationScoped
public class AwaitedPredictions implements PublisherDecorator {
    private static final Logger LOG = Logger.getLogger(AwaitedPredictions.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Whoever it is about: an unknown customer and movie get a prediction too. */
    private static final List<PredictionRequest> ANY =
            List.of(new PredictionRequest(new CustomerId(1), new MovieId(1), null, null, null));

    private final Predictor predictor;
    private final Duration readyWait;

    public AwaitedPredictions(Predictor predictor, PredictionConfig config) {
        this.predictor = predictor;
        this.readyWait = config.readyWait();
    }

    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> publisher, List<String> channels, boolean isConnector) {
        return RequestChannel.is(channels, isConnector)
                ? RequestChannel.beginningOnce(publisher, PAUSE, this::looks)
                : publisher;
    }

    private Uni<Boolean> looks() {
        long begun = System.nanoTime();
        return Uni.createFrom().item(() -> begins(begun)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private boolean begins(long begunNanos) {
        if (canPredict()) {
            return true;
        }
        boolean isOver = System.nanoTime() - begunNanos >= readyWait.toNanos();
        if (isOver) {
            LOG.warnf(
                    "event=request-messages-begin after=%s; no model is active or the known ratings cannot be asked yet",
                    readyWait);
        }
        return isOver;
    }

    private boolean canPredict() {
        try {
            return predictor.predict(ANY, LocalDate.now(ZoneOffset.UTC)) instanceof PredictionOutcome.Predicted;
        } catch (RuntimeException | Error e) {
            // Requests would get the problem of status 500.
            LOG.debug("a prediction was tried", e);
            return false;
        }
    }
}
