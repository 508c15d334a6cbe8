package dev.ratecast.known.micrometer;

import dev.ratecast.known.FollowingStatus;
import dev.ratecast.known.FollowingStatus.Reason;
import dev.ratecast.known.ServedKnownRatings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Meters of the known ratings: {@code ratecast.known.source} by source, and of the memory {@code ratecast.known.memory.ratings},
 * {@code .lag}, {@code .caught.up.timestamp} and {@code .loads} by reason.
 */
public final class KnownRatingsMetrics {
    /** What predictions are made from. */
    public enum Source {
        MEMORY,
        POSTGRES
    }

    private final ServedKnownRatings served;
    private final Supplier<FollowingStatus> status;

    public KnownRatingsMetrics(MeterRegistry registry, ServedKnownRatings served, Supplier<FollowingStatus> status) {
        this.served = served;
        this.status = status;
        for (Source source : Source.values()) {
            Gauge.builder("ratecast.known.source", this, metrics -> metrics.serves(source))
                    .description("1 for the source that predictions are made from")
                    .tags("source", text(source))
                    .strongReference(true)
                    .register(registry);
        }
        gauge(registry, "ratecast.known.memory.ratings", "Ratings in memory", FollowingStatus::ratings);
        gauge(registry, "ratecast.known.memory.lag", "Records of the topic not in memory yet", FollowingStatus::lag);
        Gauge.builder("ratecast.known.memory.caught.up.timestamp", this, KnownRatingsMetrics::lastCaughtUp)
                .description("When the memory last had applied everything")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder("ratecast.known.memory.loads", this, metrics -> metrics.loads(reason))
                    .description("Times that the memory was filled from Postgres")
                    .tags("reason", text(reason))
                    .register(registry);
        }
    }

    private interface Figure {
        long of(FollowingStatus status);
    }

    private void gauge(MeterRegistry registry, String name, String description, Figure figure) {
        Gauge.builder(name, this, metrics -> (double) figure.of(metrics.status.get()))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private double serves(Source source) {
        return served.isFromMemory() == (source == Source.MEMORY) ? 1 : 0;
    }

    private double lastCaughtUp() {
        Instant last = status.get().lastCaughtUp();
        return last == null ? 0 : (double) last.getEpochSecond();
    }

    private double loads(Reason reason) {
        return status.get().loads().getOrDefault(reason, 0);
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
