package dev.ratecast.measure.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Request/reply over Kafka in the headers of SmallRye's {@code KafkaRequestReply}, with a reply topic of one partition
 * that is this run's own; the correlation id is the request's number.
 */
final class KafkaTransport implements Transport {
    private static final long NAP_NANOS = 100_000;

    private final String requestTopic;
    private final byte[] replyTopic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private volatile RuntimeException failure;

    KafkaTransport(String bootstrapServers, String requestTopic) {
        this.requestTopic = requestTopic;
        String name = "load-replies-" + UUID.randomUUID();
        this.replyTopic = name.getBytes(StandardCharsets.UTF_8);
        Map<String, Object> broker = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(broker);
        try {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("cannot create the reply topic", e);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0, "acks", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(name, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        consumer.position(partition);
    }

    @Override
    public void send(int number, byte[] body) {
        List<Header> headers = List.of(
                new RecordHeader("REPLY_TOPIC", replyTopic),
                new RecordHeader(
                        "REPLY_CORRELATION_ID",
                        ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
        producer.send(
                new ProducerRecord<byte[], byte[]>(requestTopic, null, (byte[]) null, body, headers), (metadata, e) -> {
                    if (e != null) {
                        failure = new IllegalStateException("a request was not taken", e);
                    }
                });
    }

    @Override
    public void poll(long maxNanos, Replies replies) {
        if (failure != null) {
            throw failure;
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(maxNanos / 1_000_000));
        if (records.isEmpty() && maxNanos > 0 && maxNanos < 1_000_000) {
            LockSupport.parkNanos(Math.min(maxNanos, NAP_NANOS));
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] type = record.headers().lastHeader("content-type").value();
            replies.arrived(
                    ByteBuffer.wrap(record.headers()
                                    .lastHeader("REPLY_CORRELATION_ID")
                                    .value())
                            .getInt(),
                    new String(type, StandardCharsets.UTF_8).equals("application/json"),
                    record.value());
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        admin.deleteTopics(List.of(new String(replyTopic, StandardCharsets.UTF_8)));
        admin.close();
    }
}
