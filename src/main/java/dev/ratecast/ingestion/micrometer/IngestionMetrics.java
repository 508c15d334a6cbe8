package dev.ratecast.ingestion.micrometer;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.IngestionObserver;
import dev.ratecast.rating.RatingEffect;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Meters of ingestion: {@code ratecast.events} by effect (duplicates and superseded ones among them), {@code
 * ratecast.dead.letters} by reason, {@code ratecast.batch.records}, {@code ratecast.batch.time}, {@code
 * ratecast.ingest.retries}, {@code ratecast.ingest.faults}, {@code ratecast.ingest.lag} by partition, {@code
 * ratecast.ingest.stopped.partitions}, {@code ratecast.movie.year.disagreements}.
 */
public final class IngestionMetrics implements IngestionObserver {
    private record Lag(AtomicLong records, Meter.Id gauge) {}

    private final MeterRegistry registry;
    private final DistributionSummary batchRecords;
    private final Timer batchTime;
    private final Counter yearDisagreements;
    private final AtomicInteger stopped = new AtomicInteger();
    private final Map<Integer, Lag> lags = new ConcurrentHashMap<>();

    /** @param reasons all that there are for dead letters */
    public IngestionMetrics(MeterRegistry registry, List<String> reasons) {
        this.registry = registry;
        this.batchRecords = DistributionSummary.builder("ratecast.batch.records")
                .description("Records consumed by one transaction")
                .register(registry);
        this.batchTime = Timer.builder("ratecast.batch.time")
                .description("From the hand-over to the store to when its commit is noticed")
                .publishPercentileHistogram()
                .register(registry);
        this.yearDisagreements = Counter.builder("ratecast.movie.year.disagreements")
                .description("Events that named another release year than the known one")
                .register(registry);
        Gauge.builder("ratecast.ingest.stopped.partitions", stopped, AtomicInteger::get)
                .description("Partitions that are stopped until someone says where to go on")
                .register(registry);
        // Known from the start, so that a rate over the first event is not lost.
        for (RatingEffect effect : RatingEffect.values()) {
            events(effect);
        }
        reasons.forEach(this::letters);
    }

    @Override
    public void applied(EffectCounts effects, int records, Duration elapsed) {
        effects.counts().forEach((effect, n) -> events(effect).increment(n));
        yearDisagreements.increment(effects.yearDisagreements());
        batchRecords.record(records);
        batchTime.record(elapsed);
    }

    @Override
    public void deadLettered(String reason) {
        letters(reason).increment();
    }

    @Override
    public void retrying(Throwable cause) {
        Counter.builder("ratecast.ingest.retries")
                .description("Waits because Postgres or the broker was away")
                .tag("cause", cause.getClass().getSimpleName())
                .register(registry)
                .increment();
    }

    @Override
    public void faulted(Throwable fault) {
        Counter.builder("ratecast.ingest.faults")
                .description("Failures that nobody foresaw; each is tried again from the same offset")
                .tag("cause", fault.getClass().getSimpleName())
                .register(registry)
                .increment();
    }

    @Override
    public void lag(int partition, long records) {
        lags.computeIfAbsent(partition, this::register).records().set(records);
    }

    @Override
    public void released(int partition) {
        Lag lag = lags.remove(partition);
        if (lag != null) {
            registry.remove(lag.gauge());
        }
    }

    @Override
    public void stopped(int partitions) {
        stopped.set(partitions);
    }

    private Counter events(RatingEffect effect) {
        return Counter.builder("ratecast.events")
                .description("Events applied, by what they did")
                .tags("effect", effect.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter letters(String reason) {
        return Counter.builder("ratecast.dead.letters")
                .description("Records written to the dead-letter topic")
                .tag("reason", reason)
                .register(registry);
    }

    private Lag register(int partition) {
        AtomicLong records = new AtomicLong();
        Gauge gauge = Gauge.builder("ratecast.ingest.lag", records, AtomicLong::get)
                .description("Records of a partition that are not applied yet")
                .tags(Tags.of("partition", Integer.toString(partition)))
                .register(registry);
        return new Lag(records, gauge.getId());
    }
}
