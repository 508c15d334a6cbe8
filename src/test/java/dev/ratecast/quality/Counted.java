package dev.ratecast.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps what live quality tells. */
public final class Counted implements QualityObserver {
    /** One rating that counted. */
    public record One(QualityCell cell, double error) {}

    public final List<One> ratings = new ArrayList<>();
    public final Map<Unscored, Integer> unscored = new EnumMap<>(Unscored.class);
    public final List<Throwable> failures = new ArrayList<>();

    @Override
    public synchronized void counted(QualityCell cell, double error, boolean covered, RollingErrors rolling) {
        ratings.add(new One(cell, error));
    }

    @Override
    public synchronized void unscored(Unscored why, int count) {
        unscored.merge(why, count, Integer::sum);
    }

    @Override
    public synchronized void failed(Throwable cause) {
        failures.add(cause);
    }
}
