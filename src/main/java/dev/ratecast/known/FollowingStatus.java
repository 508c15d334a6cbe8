package dev.ratecast.known;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the memory of this replica stands.
 *
 * @param ratings how many ratings it knows, withdrawn ones left out
 * @param lag how many records of the topic it has not applied yet, as far as the client knows
 * @param lastCaughtUp when it last had applied everything, null where it never had
 * @param stopped the partitions that it cannot follow, each with the reason; a person has to resolve it
 * @param waitingFor the last problem where it waits for something that is away, else null
 * @param fault what failed that should not, or why the memory is given up, else null
 * @param loads how often it was filled from what is stored, to the end, by reason; from a kept file does not count
 */
public record FollowingStatus(
        Phase phase,
        long ratings,
        long lag,
        @Nullable Instant lastCaughtUp,
        Map<Integer, String> stopped,
        @Nullable String waitingFor,
        @Nullable String fault,
        Map<Reason, Integer> loads) {

    /** What the memory does. */
    public enum Phase {
        /** There is none: it is not wanted, or does not fit. */
        OFF,
        /** It is filled from what is stored. */
        LOADING,
        /** It is filled, and reads what came since. */
        CATCHING_UP,
        /** It has caught up once since it was filled, and serves. */
        FOLLOWING
    }

    /** Why the memory is filled from what is stored. */
    public enum Reason {
        /** The process has started. */
        START,
        /** The topic has more partitions or fewer. */
        PARTITIONS,
        /** The topic no longer has the offset to go on from. */
        LOST_OFFSET,
        /** The topic was deleted and created again. */
        ANOTHER_TOPIC,
        /** A partition that could not be followed has another stored offset now. */
        OFFSET_SET,
        /** At the same offsets, the store counts other ratings. */
        DISAGREEMENT,
        /** Something failed that should not. */
        FAULT
    }

    public static final FollowingStatus OFF =
            new FollowingStatus(Phase.OFF, 0, 0, null, Map.of(), null, null, Map.of());

    public FollowingStatus {
        stopped = Map.copyOf(stopped);
        loads = Map.copyOf(loads);
    }

    /** Whether nothing is stopped, nothing is waited for, and nothing failed that was not made good. */
    public boolean isHealthy() {
        return stopped.isEmpty() && waitingFor == null && fault == null;
    }
}
