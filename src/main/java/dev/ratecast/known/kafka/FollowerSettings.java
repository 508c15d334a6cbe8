package dev.ratecast.known.kafka;

import java.time.Duration;

/**
 * How the topic is followed.
 *
 * @param retryPause the pause before something that is away is tried again
 * @param recheck how often partitions, the topic's identity and the store are looked at
 * @param snapshotEvery how often the memory is kept while it is followed; it is kept at the end as well
 */
public record FollowerSettings(String topic, Duration retryPause, Duration recheck, Duration snapshotEvery) {
    public FollowerSettings {
        if (topic.isBlank() || retryPause.toMillis() <= 0 || recheck.toMillis() <= 0 || snapshotEvery.toMillis() <= 0) {
            throw new IllegalArgumentException("a topic and positive durations, not " + topic + " " + retryPause + " "
                    + recheck + " " + snapshotEvery);
        }
    }
}
