package dev.ratecast.ingestion.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How ratings are consumed. */
@ConfigMapping(prefix = "ratecast.ingestion")
public interface IngestionConfig {
    /** Whether this replica takes part in ingestion. */
    @WithDefault("true")
    boolean enabled();

    /** The topic that ratings arrive on. */
    @WithDefault("ratings")
    String topic();

    /** The topic that unreadable and invalid records go to. */
    @WithDefault("ratings-dead-letter")
    String deadLetterTopic();

    /** The consumer group whose replicas share the partitions. */
    @WithDefault("ratecast-ingest")
    String group();

    /** The most records that one transaction applies. */
    @WithDefault("50000")
    int maxBatch();

    /** How far after its record's timestamp a rating may be dated. */
    @WithDefault("1D")
    Duration futureTolerance();

    /** The pause before a batch is tried again while Postgres or the broker is away. */
    @WithDefault("1S")
    Duration retryPause();

    /** How often stopped partitions, the stored offsets and the identity of the topic are looked at again. */
    @WithDefault("10S")
    Duration recheck();

    /** Whether replaced, withdrawn and late ratings are kept in rating_history. */
    @WithDefault("true")
    boolean history();

    /** The longest that one statement of a batch may take. */
    @WithDefault("60S")
    Duration statementTimeout();

    /** The longest that a batch waits for one lock. */
    @WithDefault("10S")
    Duration lockTimeout();

    /** The longest that a frozen owner keeps its transaction open. */
    @WithDefault("20S")
    Duration idleTimeout();
}
