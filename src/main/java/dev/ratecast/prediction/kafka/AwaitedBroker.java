package dev.ratecast.prediction.kafka;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.PublisherDecorator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Has the channel of request messages begin once a broker's name resolves. The channel's {@code lazy-client} has its
 * Kafka client made when it begins; a channel whose client could not be made does not begin a second time.
 */
@ApplicationScoped
public class AwaitedBroker implements PublisherDecorator {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> kafka;

    public AwaitedBroker(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> publisher, List<String> channels, boolean isConnector) {
        return RequestChannel.is(channels, isConnector)
                ? RequestChannel.beginningOnce(
                        publisher, PAUSE, () -> Uni.createFrom().item(() -> ClientProbe.succeeds(kafka)))
                : publisher;
    }
}
