package dev.ratecast.known;

import java.time.Duration;
import java.util.Optional;

/** Looks into the memory of this replica. */
@FunctionalInterface
public interface MemoryInspection {
    /** What it holds between two events; empty where there is no memory, or it does not answer in time. */
    Optional<MemoryStanding> standing(Duration patience) throws InterruptedException;
}
