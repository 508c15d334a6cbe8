package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.ErasureLog;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.rating.CustomerId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes erasures into the ratings topic, keyed by the customer as every event. */
public final class KafkaErasureLog implements ErasureLog, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaErasureLog.class);
    private static final int PATIENCE_MILLIS = 10_000;

    private final Map<String, Object> kafka;
    private final Map<String, Object> settings;
    private final String topic;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable TopicLook look;

    /**
     * A log that connects when it is first written.
     *
     * @param kafka client settings, the bootstrap servers among them
     */
    public KafkaErasureLog(Map<String, Object> kafka, String topic) {
        this.kafka = kafka;
        this.settings = new HashMap<>(kafka);
        this.topic = topic;
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    }

    @Override
    public Written write(CustomerId customer) throws InterruptedException {
        String id = Long.toString(customer.value());
        String event = "{\"customer_id\":" + id + ",\"erase\":true}";
        try {
            RecordMetadata written = producer()
                    .send(new ProducerRecord<>(
                            topic, id.getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8)))
                    .get();
            return new Written(topicId(), written.partition(), written.offset());
        } catch (ExecutionException | KafkaException e) {
            throw new StoreUnavailableException("topic=" + topic + " takes no erasure: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
        if (look != null) {
            look.close();
        }
    }

    /** Asked once the event is written: a topic that is created anew before that has lost it, and is another one. */
    private @Nullable String topicId() throws InterruptedException {
        try {
            return look().topicId().orElse(null);
        } catch (KafkaException e) {
            LOG.debugf("topic=%s event=erasure-without-topic-id cause=\"%s\"", topic, e.getMessage());
            return null;
        }
    }

    private synchronized TopicLook look() {
        if (look == null) {
            look = new TopicLook(kafka, topic);
        }
        return look;
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
