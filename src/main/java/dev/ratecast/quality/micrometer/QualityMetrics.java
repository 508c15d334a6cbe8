package dev.ratecast.quality.micrometer;

import dev.ratecast.model.ServingObserver.Role;
import dev.ratecast.quality.LiveScores;
import dev.ratecast.quality.QualityCell;
import dev.ratecast.quality.QualityObserver;
import dev.ratecast.quality.RollingErrors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Meters of live quality. By cell: counters of ratings, squared and absolute errors and intervals that held, which
 * add up over replicas and any span of time; and rolling RMSE, MAE and coverage of this replica. Beside them drift, the
 * shadow's gain, and what was not predicted.
 */
public final class QualityMetrics implements QualityObserver {
    private static final Logger LOG = Logger.getLogger(QualityMetrics.class);

    private record CellMeters(Counter ratings, Counter squares, Counter absolutes, Counter held) {}

    private final MeterRegistry registry;
    private final Map<QualityCell, CellMeters> cells = new ConcurrentHashMap<>();
    private volatile boolean failing;

    public QualityMetrics(MeterRegistry registry, LiveScores scores) {
        this.registry = registry;
        for (Role role : Role.values()) {
            Gauge.builder("ratecast.quality.new.rmse", scores.ofNew(role), RollingErrors::rmse)
                    .description("Rolling RMSE on new ratings, whatever era and customer")
                    .tag("role", text(role))
                    .register(registry);
        }
        Gauge.builder("ratecast.quality.drift.ratio", scores, LiveScores::driftRatio)
                .description("Live RMSE of the active model over its manifest's")
                .register(registry);
        Gauge.builder("ratecast.quality.drifted", scores, live -> live.isDrifted() ? 1 : 0)
                .description("Whether the drift ratio is beyond its threshold")
                .register(registry);
        Gauge.builder("ratecast.quality.shadow.gain", scores, LiveScores::shadowGain)
                .description("Rolling RMSE of the active model minus the shadow's, on the same new ratings")
                .register(registry);
        for (Unscored why : Unscored.values()) {
            unscored(why);
        }
    }

    @Override
    public void counted(QualityCell cell, double error, boolean covered, RollingErrors rolling) {
        failing = false;
        CellMeters meters = cells.computeIfAbsent(cell, key -> register(key, rolling));
        meters.ratings().increment();
        meters.squares().increment(error * error);
        meters.absolutes().increment(Math.abs(error));
        meters.held().increment(covered ? 1 : 0);
    }

    @Override
    public void unscored(Unscored why, int ratings) {
        unscored(why).increment(ratings);
    }

    @Override
    public void failed(Throwable cause) {
        if (!failing) {
            LOG.warnf(cause, "event=live-quality-failed");
            failing = true;
        }
    }

    private CellMeters register(QualityCell cell, RollingErrors rolling) {
        Tags tags = Tags.of(
                "role", text(cell.role()),
                "arrival", text(cell.arrival()),
                "era", cell.era().name(),
                "customer", cell.warm() ? "warm" : "cold");
        Gauge.builder("ratecast.quality.rmse", rolling, RollingErrors::rmse)
                .description("Rolling RMSE of live predictions")
                .tags(tags)
                .register(registry);
        Gauge.builder("ratecast.quality.mae", rolling, RollingErrors::mae)
                .description("Rolling mean absolute error of live predictions")
                .tags(tags)
                .register(registry);
        Gauge.builder("ratecast.quality.coverage", rolling, RollingErrors::coverage)
                .description("Rolling share of predicted intervals that held the rating")
                .tags(tags)
                .register(registry);
        return new CellMeters(
                counter("ratecast.quality.ratings", "Ratings that were predicted before they were applied", tags),
                counter("ratecast.quality.squared.error", "Their squared errors", tags),
                counter("ratecast.quality.absolute.error", "Their absolute errors", tags),
                counter("ratecast.quality.intervals.held", "Those inside their predicted interval", tags));
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private Counter unscored(Unscored why) {
        return counter(
                "ratecast.quality.unscored", "Arriving ratings that were not predicted", Tags.of("reason", text(why)));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
