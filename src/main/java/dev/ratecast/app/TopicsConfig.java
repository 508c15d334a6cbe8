package dev.ratecast.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Whether and how the service creates its topics. */
@ConfigMapping(prefix = "ratecast.kafka")
public interface TopicsConfig {
    /** Whether missing topics are created at start. */
    @WithDefault("false")
    boolean createTopics();

    /** Partitions of a created topic: at most so many replicas take part in ingestion. */
    @WithDefault("6")
    int partitions();

    /** Copies that the brokers keep of a created topic. */
    @WithDefault("1")
    short replicationFactor();

    /** How long the ratings topic keeps events: longer than the longest outage. */
    @WithDefault("7D")
    Duration retention();
}
