package dev.ratecast.prediction.kafka;

import dev.ratecast.prediction.PredictionThreads;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The consumer of request messages. A poll is divided into parts, which take turns at the threads of predictions; the
 * replies of each leave once it is scored. The poll is acknowledged once it is known of each of its replies what became
 * of it, while later polls are scored already.
 */
@ApplicationScoped
public class PredictionRequestConsumer {
    private static final Logger LOG = Logger.getLogger(PredictionRequestConsumer.class);

    private final PredictionThreads threads;
    private final RequestAnswerer answerer;
    private final ReplySender sender;

    /** How many parts are scored at once: a thread is left to REST calls where there are several. */
    private final int atOnce;

    public PredictionRequestConsumer(
            Predictor predictor,
            PredictionThreads threads,
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
        this.threads = threads;
        this.sender = sender;
        this.atOnce = Math.max(1, threads.count() - 1);
    }

    @Incoming("prediction-requests")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> consume(Message<ConsumerRecords<byte[], byte[]>> poll) {
        Queue<CompletableFuture<?>> replies = new ConcurrentLinkedQueue<>();
        return InTurn.forEach(PollParts.of(poll.getPayload(), atOnce), atOnce, part -> answer(part, replies))
                .handle((nothing, failure) -> {
                    if (failure != null) {
                        // Not acknowledged, so it comes again after a restart; the channel goes on.
                        LOG.error("event=prediction-requests-failed", failure);
                    } else {
                        var unused = CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new))
                                .thenRun(poll::ack);
                    }
                    return null;
                });
    }

    /** Complete once the part is scored and its replies are on their way, which {@code replies} has then. */
    private CompletableFuture<Void> answer(
            List<ConsumerRecord<byte[], byte[]>> part, Collection<CompletableFuture<?>> replies) {
        return CompletableFuture.runAsync(
                () -> answerer.answer(part, Instant.now()).forEach(reply -> replies.add(sender.send(reply))), threads);
    }
}
