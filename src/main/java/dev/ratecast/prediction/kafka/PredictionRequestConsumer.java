package dev.ratecast.prediction.kafka;

import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The consumer of request messages. One own thread scores poll after poll; a poll is acknowledged once it is known of
 * each of its replies what became of it, while later polls are scored already.
 */
@ApplicationScoped
public class PredictionRequestConsumer {
    private static final Logger LOG = Logger.getLogger(PredictionRequestConsumer.class);

    private final ExecutorService scoring =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "ratecast-prediction-requests"));
    private final RequestAnswerer answerer;
    private final ReplySender sender;

    public PredictionRequestConsumer(
            Predictor predictor,
            ReplySender sender,
            PredictionConfig config,
            PredictionMetrics metrics,
            @ConfigProperty(name = "ratecast.ingestion.topic", defaultValue = "ratings") String ratings,
            @ConfigProperty(name = "ratecast.ingestion.dead-letter-topic", defaultValue = "ratings-dead-letter")
                    String deadLetters) {
        ReplyRouter router = new ReplyRouter(
                config.defaultReplyTopic(),
                Pattern.compile(config.replyTopics()),
                Set.copyOf(List.of(ratings, deadLetters, config.requestTopic())));
        this.answerer = new RequestAnswerer(predictor, router, metrics, config.maxAge(), config.maxBatch());
        this.sender = sender;
    }

    @Incoming("prediction-requests")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> consume(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return CompletableFuture.supplyAsync(() -> answerer.answer(poll.getPayload(), Instant.now()), scoring)
                .handle((replies, failure) -> {
                    if (failure != null) {
                        // Not acknowledged, so it comes again after a restart; the channel goes on.
                        LOG.error("event=prediction-requests-failed", failure);
                    } else {
                        var unused = send(replies).thenRun(poll::ack);
                    }
                    return null;
                });
    }

    private CompletableFuture<Void> send(List<ProducerRecord<byte[], byte[]>> replies) {
        return CompletableFuture.allOf(replies.stream().map(sender::send).toArray(CompletableFuture<?>[]::new));
    }

    @PreDestroy
    void close() {
        scoring.shutdown();
    }
}
