package dev.ratecast.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How much REST calls may take of a replica at once. */
@ConfigMapping(prefix = "ratecast.admission")
public interface AdmissionConfig {
    /** How many REST calls may be under way; at least 1, and fewer than Quarkus's worker threads (200, or more). */
    @WithDefault("128")
    int maxCalls();

    /** How many bytes the bodies of calls under way may have together; at least those of the largest body. */
    @WithDefault("33554432")
    long maxBodyBytes();

    /** How long a body may take to arrive. */
    @WithDefault("10S")
    Duration bodyTimeout();

    /** How many calls may read the database at the same time, those for predictions not counted; at least 1. */
    @WithDefault("16")
    int maxDatabaseCalls();

    /** How much may be predicted at the same time, in predictions; without it, 1,000 for each processor. */
    OptionalInt maxWork();

    /** How long a call waits for its turn to be predicted before it is refused. */
    @WithDefault("1S")
    Duration maxWait();
}
