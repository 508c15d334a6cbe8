package dev.ratecast.prediction.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka clients that replies need, made at first use: a broker whose name cannot be resolved yet must not keep the
 * service from starting.
 */
final class ReplyClients {
    /** How long a producer may wait for what it has to know of a topic, and for room of its own. */
    static final Duration LONGEST_BLOCK = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final int replyTimeoutMillis;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable Admin admin;

    ReplyClients(Map<String, Object> kafka, Duration replyTimeout) {
        this.kafka = Map.copyOf(kafka);
        this.replyTimeoutMillis = Math.toIntExact(Math.max(1_000, replyTimeout.toMillis()));
    }

    synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            int blockMillis = Math.min((int) LONGEST_BLOCK.toMillis(), replyTimeoutMillis);
            Map<String, Object> config = new HashMap<>(kafka);
            config.put(ProducerConfig.CLIENT_ID_CONFIG, "ratecast-replies");
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillis);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, blockMillis);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, replyTimeoutMillis);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> config = new HashMap<>(kafka);
            config.put(AdminClientConfig.CLIENT_ID_CONFIG, "ratecast-reply-topics");
            admin = Admin.create(config);
        }
        return admin;
    }

    /** Gives replies under way this long to arrive. */
    synchronized void close(Duration patience) {
        if (producer != null) {
            producer.close(patience);
        }
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
