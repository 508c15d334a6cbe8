package dev.ratecast.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.testing.Settings;
import dev.ratecast.testing.SilentObserver;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class RatingsConsumerTest {
    @Test
    void where_it_cannot_be_made_nothing_of_it_stays() {
        AtomicInteger closed = new AtomicInteger();
        Admin admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (self, method, given) -> {
                    closed.addAndGet(method.getName().equals("close") ? 1 : 0);
                    return null;
                });
        // A producer does not look at it.
        Map<String, Object> kafka = Map.of("bootstrap.servers", "localhost:1", "group.protocol", "nonsense");

        assertThatThrownBy(() -> new RatingsConsumer(
                        kafka,
                        Settings.of(IngestionConfig.class, Map.of()),
                        record -> {
                            throw new AssertionError();
                        },
                        batch -> {
                            throw new AssertionError();
                        },
                        new NoOffsets(),
                        new SilentObserver(),
                        new TopicLook(admin, "ratings")))
                .isInstanceOf(KafkaException.class);

        assertThat(closed).hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("kafka-producer-network-thread"));
    }
}
