package dev.ratecast.prediction.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Meters of prediction calls: {@code ratecast.predictions} (time and number of calls or messages, by channel and
 * outcome, with a histogram), {@code ratecast.predictions.scored} (single predictions),
 * {@code ratecast.prediction.replies} (reply messages by what became of them), {@code ratecast.recommendations} (time and
 * number of calls by outcome, with a histogram) and {@code ratecast.recommendations.considered} (movies chosen from).
 */
@ApplicationScoped
public class PredictionMetrics {
    /** How a call came. */
    public enum Channel {
        REST,
        KAFKA
    }

    /** What a call got. */
    public enum Outcome {
        OK,
        INVALID,
        UNAVAILABLE,
        /** Refused without an attempt: there is more to do than can be done in time. */
        OVERLOADED,
        EXPIRED,
        FAILED
    }

    /** What became of a reply message. */
    public enum ReplyOutcome {
        /** The broker has it. */
        SENT,
        /** The request named a topic that is not allowed, or a header that cannot be read. */
        REFUSED,
        /** The topic or its partition does not exist. */
        MISSING,
        /** Too many bytes wait for the topic, and it has not made room in time. */
        DROPPED,
        /** The broker did not take it in time. */
        FAILED
    }

    private final MeterRegistry registry;

    // Looking a meter up by its tags costs more than counting.
    private final Map<Channel, Map<Outcome, Timer>> calls = perChannel();
    private final Map<Channel, Counter> scored = new ConcurrentHashMap<>();
    private final Map<ReplyOutcome, Counter> replies = new EnumMap<>(ReplyOutcome.class);

    public PredictionMetrics(MeterRegistry registry) {
        this.registry = registry;
        // Known from the start, so that a rate over the first one is not lost.
        for (ReplyOutcome outcome : ReplyOutcome.values()) {
            replies.put(outcome, replies(outcome));
        }
    }

    /** Records a call that took this long. */
    public void call(Channel channel, Outcome outcome, Duration duration) {
        Objects.requireNonNull(calls.get(channel))
                .computeIfAbsent(outcome, made -> Timer.builder("ratecast.predictions")
                        .description("Prediction calls and request messages")
                        .tag("channel", tag(channel))
                        .tag("outcome", tag(outcome))
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(10))
                        .register(registry))
                .record(duration);
    }

    /** Counts single predictions. */
    public void scored(Channel channel, int predictions) {
        scored.computeIfAbsent(channel, made -> Counter.builder("ratecast.predictions.scored")
                        .description("Predicted ratings")
                        .tag("channel", tag(channel))
                        .register(registry))
                .increment(predictions);
    }

    /** Records a call for recommendations that took this long. */
    public void recommendation(Outcome outcome, Duration duration) {
        Timer.builder("ratecast.recommendations")
                .description("Calls for recommendations")
                .tag("outcome", tag(outcome))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry)
                .record(duration);
    }

    /** Counts movies that recommendations were chosen from. */
    public void considered(int movies) {
        Counter.builder("ratecast.recommendations.considered")
                .description("Movies predicted to choose recommendations from")
                .register(registry)
                .increment(movies);
    }

    /** Counts a reply message. */
    public void reply(ReplyOutcome outcome) {
        Objects.requireNonNull(replies.get(outcome)).increment();
    }

    private Counter replies(ReplyOutcome outcome) {
        return Counter.builder("ratecast.prediction.replies")
                .description("Reply messages")
                .tag("outcome", tag(outcome))
                .register(registry);
    }

    private static Map<Channel, Map<Outcome, Timer>> perChannel() {
        Map<Channel, Map<Outcome, Timer>> calls = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            calls.put(channel, new ConcurrentHashMap<>());
        }
        return calls;
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
