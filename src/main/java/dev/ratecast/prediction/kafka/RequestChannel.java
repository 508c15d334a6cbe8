package dev.ratecast.prediction.kafka;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The channel of request messages, which begins once what it needs is there. */
final class RequestChannel {
    static final String NAME = "prediction-requests";

    private RequestChannel() {}

    /** Whether a decorated publisher is the channel as it comes from Kafka. */
    static boolean is(List<String> channels, boolean isConnector) {
        return isConnector && channels.contains(NAME);
    }

    /**
     * Has a publisher begin once a look says that it may.
     *
     * @param pause between two looks
     * @param looks asked anew for each subscription
     */
    static <T> Multi<T> beginningOnce(Multi<T> publisher, Duration pause, Supplier<Uni<Boolean>> looks) {
        return Multi.createFrom().deferred(() -> looks.get()
                .repeat()
                .withDelay(pause)
                .whilst(begins -> !begins)
                .collect()
                .last()
                .onItem()
                .transformToMulti(begins -> publisher));
    }
}
