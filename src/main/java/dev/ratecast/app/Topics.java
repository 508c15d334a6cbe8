package dev.ratecast.app;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the service's topics where they are missing. Existing ones are left as they are. */
final class Topics {
    private final Map<String, Object> kafka;
    private final TopicsConfig config;

    Topics(Map<String, Object> kafka, TopicsConfig config) {
        this.kafka = kafka;
        this.config = config;
    }

    /**
     * Creates those that are missing.
     *
     * @param kept topics that keep their records for the configured time; the others keep the broker's default
     * @throws KafkaException where the broker does not answer or refuses
     */
    void create(Collection<String> kept, Collection<String> others) throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            for (String name : kept) {
                create(
                        admin,
                        topic(name)
                                .configs(Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_DELETE,
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(retention().toMillis()))));
            }
            for (String name : others) {
                create(admin, topic(name));
            }
        }
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, config.partitions(), config.replicationFactor());
    }

    private Duration retention() {
        return config.retention();
    }

    private static void create(Admin admin, NewTopic topic) throws InterruptedException {
        KafkaFuture<Void> created = admin.createTopics(List.of(topic)).all();
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("topic " + topic.name() + " cannot be created", e.getCause());
            }
        }
    }
}
