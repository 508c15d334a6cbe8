package dev.ratecast.testing.crash;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The steps at the broker: what Kafka's clients tell their interceptors. */
public final class KafkaSteps implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {
    static final String POLLED = "records polled";
    static final String LETTER_LEAVES = "dead letter leaves";
    static final String LETTER_ACKNOWLEDGED = "dead letter acknowledged";
    static final String TOLD_KAFKA = "offset told to Kafka";
    static final String CONFIG_KEY = "crash.steps";

    private Steps steps = new Steps();

    @Override
    public void configure(Map<String, ?> config) {
        steps = (Steps) config.get(CONFIG_KEY);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        steps.reach(POLLED);
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        steps.reach(TOLD_KAFKA);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        steps.reach(LETTER_LEAVES);
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        steps.reach(LETTER_ACKNOWLEDGED);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
