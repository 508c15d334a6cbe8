package dev.ratecast.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseLimitTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DatabaseLimit limit =
            new DatabaseLimit(2, new AdmissionMetrics(registry, new CallGate(1, 1), new WorkLimit(1, Duration.ZERO)));

    @Test
    void one_more_than_may_read_is_refused_at_once_and_counted() {
        assertThat(limit.<Integer>read(() -> limit.read(() -> {
                    assertThatThrownBy(() -> limit.read(() -> 1))
                            .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(
                                            refusal.problem().type())
                                    .isEqualTo("urn:ratecast:problem:overloaded"));
                    return 7;
                })))
                .isEqualTo(7);
        assertThat(registry.get("ratecast.admission.refused")
                        .tag("reason", "database")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_call_that_fails_gives_its_place_back() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> limit.read(() -> {
                        throw new IllegalStateException("the database is away");
                    }))
                    .hasMessage("the database is away");
        }
        assertThat(limit.<Integer>read(() -> 7)).isEqualTo(7);
    }

    @Test
    void a_limit_that_lets_nobody_read_is_refused() {
        assertThatThrownBy(() -> new DatabaseLimit(
                        0, new AdmissionMetrics(registry, new CallGate(1, 1), new WorkLimit(1, Duration.ZERO))))
                .hasMessageContaining("ratecast.admission.max-database-calls");
    }
}
