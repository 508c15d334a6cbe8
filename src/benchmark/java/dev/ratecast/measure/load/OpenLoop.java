package dev.ratecast.measure.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** One run at a constant rate. */
final class OpenLoop {
    /** A server that is this far behind has lost; the run ends early. */
    private static final long LOST_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int SAMPLES = 200;

    private final Transport transport;
    private final RequestBodies bodies;
    private final int perSecond;
    private final int warmUps;
    private final int requests;
    private final int sampleEvery;
    private final Histogram nanos = new Histogram(HIGHEST_NANOS, 3);
    private final Map<Integer, byte[]> samples = new HashMap<>();

    private long begun;
    private long lastReply;
    private int sent;
    private int answered;
    private int measured;
    private int errors;

    OpenLoop(Transport transport, RequestBodies bodies, int perSecond, Duration warmUp, Duration duration) {
        this.transport = transport;
        this.bodies = bodies;
        this.perSecond = perSecond;
        this.warmUps = Math.toIntExact(warmUp.toSeconds() * perSecond);
        this.requests = warmUps + Math.toIntExact(duration.toSeconds() * perSecond);
        this.sampleEvery = Math.max(1, (requests - warmUps) / SAMPLES);
    }

    LoadResult run() {
        begun = System.nanoTime();
        while (answered < requests && !isLost()) {
            while (sent < requests && due(sent) <= System.nanoTime()) {
                transport.send(sent, bodies.of(sent));
                sent++;
            }
            long wait = sent < requests ? due(sent) - System.nanoTime() : 1_000_000;
            transport.poll(Math.max(0, wait), this::arrived);
        }
        double seconds = (lastReply - due(warmUps)) / 1e9;
        return new LoadResult(
                perSecond,
                seconds > 0 ? measured / seconds : 0,
                sent == requests,
                nanos,
                errors,
                sent - answered,
                samples);
    }

    private boolean isLost() {
        boolean overdue = sent == requests && System.nanoTime() - due(requests - 1) > LOST_NANOS;
        return overdue || (sent - answered) * 1_000_000_000L / perSecond > LOST_NANOS;
    }

    private void arrived(int number, boolean served, byte[] body) {
        answered++;
        lastReply = System.nanoTime();
        if (number < warmUps) {
            return;
        }
        measured++;
        nanos.recordValue(Math.min(HIGHEST_NANOS, Math.max(0, lastReply - due(number))));
        if (!served) {
            errors++;
        }
        if ((number - warmUps) % sampleEvery == 0) {
            samples.put(number, body);
        }
    }

    private long due(int number) {
        return begun + number * 1_000_000_000L / perSecond;
    }
}
