package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** Under which methods HTTP calls are counted. */
class CountedMethodsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    CountedMethodsTest() {
        registry.config().meterFilter(new CountedMethods());
    }

    @Test
    void methods_that_nobody_knows_are_counted_as_one() {
        for (int i = 0; i < 100; i++) {
            count("http.server.requests", "M" + i);
        }
        count("http.server.requests", "get");

        assertThat(registry.getMeters())
                .singleElement()
                .satisfies(meter -> assertThat(meter.getId().getTag("method")).isEqualTo(CountedMethods.OTHER));
        assertThat(registry.counter("http.server.requests", "method", "any").count())
                .isEqualTo(101);
    }

    @Test
    void known_methods_and_other_meters_are_as_they_were() {
        count("http.server.requests", "GET");
        count("http.server.requests", "PATCH");
        count("something.else", "M1");

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getTag("method"))
                .containsExactlyInAnyOrder("GET", "PATCH", "M1");
    }

    private void count(String name, String method) {
        registry.counter(name, "method", method).increment();
    }
}
