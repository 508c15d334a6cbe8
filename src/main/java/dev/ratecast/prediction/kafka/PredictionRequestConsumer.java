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
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The consumer of request messages. A poll is divided into parts, which take turns at the threads of predictions; the
 * replies of each leave once it is scored, and the next one is scored once they have room. The poll is acknowledged once it
 * is known of each of its replies what became of it, while later polls are scored already.
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

    @Incoming(RequestChannel.NAME)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public CompletionStage<Void> consume(Message<ConsumerRecords<byte[], byte[]>> poll) {
        Queue<CompletableFuture<?>> sent = new ConcurrentLinkedQueue<>();
        return BoundedConcurrency.forEach(PollParts.of(poll.getPayload(), atOnce), atOnce, part -> answer(part, sent))
                .handle((nothing, failure) -> {
                    if (failure != null) {
                        // Not acknowledged, so it comes again after a restart; the channel goes on.
                        LOG.error("event=prediction-requests-failed", failure);
                    } else {
                        var unused = CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                                .thenRun(poll::ack);
                    }
                    return null;
                });
    }

    /** Complete once the part is scored, its replies are on their way, and there is room for those of another one. */
    private CompletableFuture<Void> answer(
            List<ConsumerRecord<byte[], byte[]>> part, Collection<CompletableFuture<?>> sent) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            List<ProducerRecord<byte[], byte[]>> replies = answerer.answer(part, Instant.now());
                            replies.forEach(reply -> sent.add(sender.send(reply)));
                            return replies.stream().map(ProducerRecord::topic).collect(Collectors.toSet());
                        },
                        threads)
                .thenCompose(sender::room);
    }
}
