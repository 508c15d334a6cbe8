package dev.ratecast.model.micrometer;

import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServingObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Meters of the models in use: {@code ratecast.model.info} (1, with version and source as tags; one series a role),
 * {@code ratecast.model.switches} and {@code ratecast.model.refusals} by role, {@code ratecast.model.in.step}, {@code
 * ratecast.model.registry.failures}.
 */
public final class ModelMetrics implements ServingObserver {
    private final MeterRegistry registry;
    private final Map<Role, Meter.Id> info = new EnumMap<>(Role.class);
    private final AtomicInteger inStep = new AtomicInteger(1);
    private final Counter registryFailures;

    public ModelMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.registryFailures = Counter.builder("ratecast.model.registry.failures")
                .description("Looks at the model registry that failed")
                .register(registry);
        Gauge.builder("ratecast.model.in.step", inStep, AtomicInteger::get)
                .description("Whether this replica uses the models that the registry chose")
                .register(registry);
        for (Role role : Role.values()) {
            switches(role);
            refusals(role);
        }
    }

    @Override
    public synchronized void switched(Role role, @Nullable ServedModel model) {
        Meter.Id former = info.remove(role);
        if (former != null) {
            registry.remove(former);
        }
        if (model != null) {
            Gauge gauge = Gauge.builder("ratecast.model.info", () -> 1)
                    .description("The model in use")
                    .tags("role", text(role), "version", model.version(), "source", model.source())
                    .register(registry);
            info.put(role, gauge.getId());
            switches(role).increment();
        }
    }

    @Override
    public void refused(Role role, String version, String reason) {
        refusals(role).increment();
    }

    @Override
    public void inStep(boolean follows) {
        inStep.set(follows ? 1 : 0);
    }

    @Override
    public void registryUnavailable(RegistryUnavailableException cause) {
        registryFailures.increment();
    }

    private Counter switches(Role role) {
        return Counter.builder("ratecast.model.switches")
                .description("Times that a model came into use")
                .tag("role", text(role))
                .register(registry);
    }

    private Counter refusals(Role role) {
        return Counter.builder("ratecast.model.refusals")
                .description("Times that a chosen version could not be loaded")
                .tag("role", text(role))
                .register(registry);
    }

    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
