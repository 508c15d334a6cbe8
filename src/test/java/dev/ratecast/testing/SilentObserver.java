package dev.ratecast.testing;

import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.IngestionObserver;
import java.time.Duration;

/** Is told, and says nothing. */
public class SilentObserver implements IngestionObserver {
    @Override
    public void applied(EffectCounts effects, int records, Duration elapsed) {}

    @Override
    public void deadLettered(String reason) {}

    @Override
    public void retrying(Throwable cause) {}

    @Override
    public void faulted(Throwable fault) {}

    @Override
    public void lag(int partition, long records) {}

    @Override
    public void released(int partition) {}

    @Override
    public void stopped(int partitions) {}
}
