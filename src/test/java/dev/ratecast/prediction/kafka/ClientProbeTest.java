package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class ClientProbeTest {
    @Test
    void a_broker_that_is_away_is_no_fault_of_the_settings_and_one_without_a_name_is_waited_for() {
        assertThat(ClientProbe.succeeds(Map.of("bootstrap.servers", "localhost:1")))
                .isTrue();
        assertThat(ClientProbe.succeeds(Map.of("bootstrap.servers", "no-such-broker.invalid:9092")))
                .isFalse();
    }

    @Test
    void settings_that_no_client_accepts_are_refused() {
        assertThatThrownBy(() ->
                        ClientProbe.succeeds(Map.of("bootstrap.servers", "localhost:1", "security.protocol", "NONE")))
                .isInstanceOf(KafkaException.class);
        assertThatThrownBy(() -> ClientProbe.succeeds(Map.of("bootstrap.servers", "no port")))
                .isInstanceOf(KafkaException.class);
        assertThatThrownBy(() -> ClientProbe.succeeds(Map.of(
                        "bootstrap.servers",
                        "localhost:1",
                        "security.protocol",
                        "SSL",
                        "ssl.truststore.location",
                        "/no/such/file")))
                .isInstanceOf(KafkaException.class);
    }
}
