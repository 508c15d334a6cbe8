package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.config.FactorsConfig;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Settings;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The threads that follow factors and models outlive an error of the JVM. */
class BackgroundThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void factors_are_looked_at_again_after_an_error_and_each_failure_is_counted() {
        ServingFactors factors = new ServingFactors(
                Settings.of(FactorsConfig.class, Map.of("ratecast.factors.check", "10ms")),
                failing(AgroalDataSource.class),
                RatingScale.WHOLE_STARS,
                meters);
        factors.start(null);
        Awaitility.await().atMost(PATIENCE).until(() -> calls.get() > 3);
        factors.stop(null);

        assertThat(meters.get("ratecast.factors.failures").counter().count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void the_registry_is_looked_at_again_after_an_error() {
        ServingModel model = new ServingModel(
                Settings.of(ModelConfig.class, Map.of("ratecast.model.poll", "10ms")),
                FeatureAssemblers.of(RatingScale.WHOLE_STARS, Eras.DEFAULT),
                failing(ModelRegistry.class),
                meters);
        model.start(null);
        Awaitility.await().atMost(PATIENCE).until(() -> calls.get() > 3);
        model.stop(null);
    }

    /** Whatever is asked of it ends in an error. */
    private <T> T failing(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    throw new OutOfMemoryError("not really");
                }));
    }
}
