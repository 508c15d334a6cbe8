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

    /** While it warms up, a server is not pressed: what is due while so many wait is left out. */
    private static final int MOST_WARM_UPS_WAITING = 128;

    private final Transport transport;
    private final RequestBodies bodies;
    private final int perSecond;
    private final long warmUpNanos;
    private final int requests;
    private final int sampleEvery;
    private final Histogram nanos = new Histogram(HIGHEST_NANOS, 3);
    private final Map<Integer, byte[]> samples = new HashMap<>();

    private long begun;
    private long lastReply;
    private int sent;
    private int answered;
    private int errors;

    OpenLoop(Transport transport, RequestBodies bodies, int perSecond, Duration warmUp, Duration duration) {
        this.transport = transport;
        this.bodies = bodies;
        this.perSecond = perSecond;
        this.warmUpNanos = warmUp.toNanos();
        this.requests = Math.toIntExact(duration.toSeconds() * perSecond);
        this.sampleEvery = Math.max(1, requests / SAMPLES);
    }

    /** The measured part. */
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
        double seconds = (lastReply - begun) / 1e9;
        return new LoadResult(
                perSecond,
                answered == 0 ? 0 : answered / seconds,
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

    /** Asks at the same rate without measuring. */
    void warmUp() {
        long start = System.nanoTime();
        int[] waiting = new int[1];
        for (int number = 0; System.nanoTime() - start < warmUpNanos; number++) {
            if (waiting[0] < MOST_WARM_UPS_WAITING) {
                transport.send(number, bodies.of(number));
                waiting[0]++;
            }
            long next = start + (number + 1) * 1_000_000_000L / perSecond;
            do {
                transport.poll(Math.max(0, next - System.nanoTime()), (which, served, body) -> waiting[0]--);
            } while (System.nanoTime() < next);
        }
        while (waiting[0] > 0 && System.nanoTime() - start < warmUpNanos + LOST_NANOS) {
            transport.poll(1_000_000, (which, served, body) -> waiting[0]--);
        }
    }

    private void arrived(int number, boolean served, byte[] body) {
        answered++;
        lastReply = System.nanoTime();
        nanos.recordValue(Math.min(HIGHEST_NANOS, Math.max(0, lastReply - due(number))));
        if (!served) {
            errors++;
        }
        if (number % sampleEvery == 0) {
            samples.put(number, body);
        }
    }

    private long due(int number) {
        return begun + number * 1_000_000_000L / perSecond;
    }
}
