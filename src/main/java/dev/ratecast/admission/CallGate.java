package dev.ratecast.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts calls under way and the bytes of their bodies, up to a limit of each. Nobody waits here. */
public final class CallGate {
    private final int maxCalls;
    private final long maxBytes;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @throws IllegalArgumentException where nothing would be let in */
    public CallGate(int maxCalls, long maxBytes) {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("ratecast.admission.max-calls must be at least 1, not " + maxCalls);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("ratecast.admission.max-body-bytes must be at least 1, not " + maxBytes);
        }
        this.maxCalls = maxCalls;
        this.maxBytes = maxBytes;
    }

    /** Lets a call in, which then has to {@link Call#leave}; null where there are as many as may be. */
    public @Nullable Call enter() {
        return calls.getAndUpdate(entered -> Math.min(entered + 1, maxCalls)) < maxCalls ? new Call() : null;
    }

    /** How many calls are under way. */
    public int calls() {
        return calls.get();
    }

    /** How many bytes of bodies are held for them. */
    public long bytes() {
        return bytes.get();
    }

    /** A call under way. Used by one thread at a time. */
    public final class Call {
        private long held;
        private boolean gone;

        private Call() {}

        /** Holds so many more bytes for its body; false where too many are held, by all calls together. */
        public boolean hold(long more) {
            if (bytes.addAndGet(more) > maxBytes) {
                bytes.addAndGet(-more);
                return false;
            }
            held += more;
            return true;
        }

        /** The call has ended, or its body is no longer kept. Once is enough. */
        public void leave() {
            if (!gone) {
                gone = true;
                bytes.addAndGet(-held);
                calls.decrementAndGet();
            }
        }
    }
}
