package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class StartupTest {
    @Test
    void what_is_waited_for_is_told_in_one_line() {
        Flyway flyway = Flyway.configure()
                .dataSource("jdbc:postgresql://localhost:1/ratecast", "ratecast", "ratecast")
                .load();
        FlywayException away = catchThrowableOfType(FlywayException.class, flyway::migrate);
        assertThat(away.getMessage()).contains("\n");

        assertThat(Startup.reason(away))
                .startsWith("Unable to obtain connection from database")
                .contains("localhost:1 refused")
                .doesNotContain("\n");
    }

    @Test
    void kafkas_clients_say_in_the_cause_what_they_could_not_be_made_for() {
        KafkaException failed =
                new KafkaException("Failed to create new KafkaAdminClient", new KafkaException("No resolvable URLs"));

        assertThat(Startup.reason(failed)).isEqualTo("Failed to create new KafkaAdminClient: No resolvable URLs");
    }
}
