package dev.ratecast.known.kafka;

import java.time.Duration;

/**
 * How the topic is followed.
 *
 * @param retryPause the pause before something that is away is tried again
 * @param recheck how often partitions, the topic's identity and the store are looked at
 */
public record FollowerSettings(String topic, Duration retryPause, Duration recheck) {
    public FollowerSettings {
        if (topic.isBlank() || retryPause.toMillis() <= 0 || recheck.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "a topic and positive durations, not " + topic + " " + retryPause + " " + recheck);
        }
    }
}
