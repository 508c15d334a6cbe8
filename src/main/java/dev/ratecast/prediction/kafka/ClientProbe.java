package dev.ratecast.prediction.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Tries whether Kafka's clients can be made, without asking a broker for anything. No client can be made as long as no
 * broker's name resolves, which may change; other settings that none accepts do not.
 */
public final class ClientProbe {
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private ClientProbe() {}

    /**
     * Whether clients can be made now; false where no broker's name resolves.
     *
     * @param kafka client settings, the bootstrap servers among them
     * @throws KafkaException where no client accepts the settings
     */
    public static boolean succeeds(Map<String, Object> kafka) {
        try {
            Admin.create(kafka).close(Duration.ZERO);
            return true;
        } catch (KafkaException e) {
            if (isUnresolved(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isUnresolved(KafkaException failure) {
        return failure.getCause() instanceof ConfigException cause
                && String.valueOf(cause.getMessage()).startsWith(UNRESOLVED);
    }
}
