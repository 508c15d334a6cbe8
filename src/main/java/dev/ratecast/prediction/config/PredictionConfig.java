package dev.ratecast.prediction.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of prediction calls, and where the replies to request messages may go. */
@ConfigMapping(prefix = "ratecast.prediction")
public interface PredictionConfig {
    /** How many requests one call or message may hold; at least 1. Default 1000. More are refused with status 400. */
    @WithDefault("1000")
    int maxBatch();

    /**
     * How many threads compute predictions, those of REST calls and of request messages together; at least 0. Short ones
     * of REST are computed where calls are read. Default 0: two for each processor.
     */
    @WithDefault("0")
    int threads();

    /** How many nearest neighbors an explained prediction lists; at least 0. Default 10. */
    @WithDefault("10")
    int explainedNeighbors();

    /** The largest limit that a call for recommendations may name; at least 1. Default 100. */
    @WithDefault("100")
    int maxRecommendations();

    /** How many standard deviations cautious recommendations take off a predicted rating; at least 0. Default 1.0. */
    @WithDefault("1.0")
    double caution();

    /** The topic that request messages are read from. Default {@code prediction-requests}. */
    @WithDefault("prediction-requests")
    String requestTopic();

    /**
     * The topic of replies to requests that name none, and of error replies to requests whose reply address is refused.
     * Default {@code prediction-replies}.
     */
    @WithDefault("prediction-replies")
    String defaultReplyTopic();

    /**
     * A regular expression that the whole name of a requested reply topic must match; topics that the service itself
     * reads are refused even so. Default {@code .*repl(y|ies).*}.
     */
    @WithDefault(".*repl(y|ies).*")
    String replyTopics();

    /**
     * The age, by the record's timestamp, from which a request message gets an error reply instead of a prediction.
     * Default 60s.
     */
    @WithDefault("60s")
    Duration maxAge();

    /**
     * How long request messages are left to other replicas after the start while this one has no model, or no source of
     * known ratings answers; at least 0. Then it reads them all the same, and answers that it cannot predict. Default 60s.
     */
    @WithDefault("60s")
    Duration readyWait();

    /**
     * How long a reply may wait for its turn, and then for the broker to take it, before it is given up; at least 1s.
     * Default 30s.
     */
    @WithDefault("30s")
    Duration replyTimeout();

    /**
     * How many bytes of replies may wait for one topic, at least one reply. What is beyond waits to be scored, but not
     * for a topic that has made no room in time: what comes for that is dropped, so that a slow topic costs no other one
     * its memory. Default 4194304 (4 MiB).
     */
    @WithDefault("4194304")
    long maxPendingReplyBytes();
}
