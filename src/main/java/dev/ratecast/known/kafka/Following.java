package dev.ratecast.known.kafka;

import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.FollowingStatus.Reason;
import dev.ratecast.known.MemoryStanding;
import dev.ratecast.known.RatingsChecksum;
import dev.ratecast.known.StoredRatings.Position;
import dev.ratecast.known.StoredRatings.Standing;
import dev.ratecast.rating.RatingEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * One filled memory on its way along the topic, and whether it can still be what the store comes to: by the topic's
 * identity and partitions, by offsets, and by tallies by era. Owned by the thread that follows.
 */
final class Following {
    private static final Duration POLL = Duration.ofMillis(200);

    private final FollowedRatings memory;
    private final Map<Integer, Position> loadedAt;
    private final TopicCursor cursor;
    private final EventReading reading;
    private final KeptMemory kept;
    private @Nullable ConsumerRecords<byte[], byte[]> unapplied;
    private boolean caughtUp;
    private boolean doubted;

    /**
     * A memory that has just been filled.
     *
     * @param loadedAt the positions of the store then
     * @param cursor stands behind what the memory holds, and goes nowhere else while this is followed
     * @param reading as of the same state
     */
    Following(
            FollowedRatings memory,
            Map<Integer, Position> loadedAt,
            TopicCursor cursor,
            EventReading reading,
            KeptMemory kept) {
        this.memory = memory;
        this.loadedAt = loadedAt;
        this.cursor = cursor;
        this.reading = reading;
        this.kept = kept;
    }

    FollowedRatings memory() {
        return memory;
    }

    /** Whether it once had applied all that was in the topic when it began. */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    /** Whether it has to be filled anew, and only serves until then. */
    boolean isDoubted() {
        return doubted;
    }

    /** From now on it is in doubt. */
    void doubt() {
        doubted = true;
        unapplied = null;
    }

    /**
     * Applies what comes next.
     *
     * @param progress told where something was applied
     * @return why the memory is in doubt, null where it is not
     */
    @Nullable
    Doubt step(Runnable progress) throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = unapplied;
        if (records == null) {
            records = cursor.poll(POLL);
        }
        if (records.isEmpty()) {
            return null;
        }
        // Kept where the broker does not say which topic these are of: the client is past them already.
        unapplied = records;
        Doubt ofTopic = ofTopic();
        if (ofTopic != null) {
            return ofTopic;
        }
        List<RatingEvent> events = reading.events(records);
        memory.apply(events);
        kept.forgetErased(events);
        unapplied = null;
        progress.run();
        return reading.isUndecided()
                ? new Doubt(Reason.DISAGREEMENT, "only the store can tell which replay of a dead letter counts")
                : null;
    }

    /** Whether it has just caught up. */
    boolean catchesUp() {
        if (caughtUp || !cursor.hasReachedTheEndAtStart()) {
            return false;
        }
        caughtUp = true;
        return true;
    }

    /** Looks whether the topic is still the one that is followed, all of it; null where it is. */
    @Nullable
    Doubt recheckTopic() throws InterruptedException {
        Doubt ofTopic = ofTopic();
        if (ofTopic == null && !cursor.hasAllPartitions()) {
            return new Doubt(Reason.PARTITIONS, "the topic has another number of partitions");
        }
        return ofTopic;
    }

    /** Looks whether the memory is what the store has come to; null where nothing says otherwise. */
    @Nullable
    Doubt recheck(Standing now) {
        if (!stoppedAreUnchanged(now)) {
            return new Doubt(Reason.OFFSET_SET, "a partition that was not followed has another offset now");
        }
        if (standsWhere(now) && !now.allByEra().equals(memory.allByEra())) {
            return new Doubt(
                    Reason.DISAGREEMENT,
                    "at the same offsets the store counts " + now.allByEra() + ", the memory " + memory.allByEra());
        }
        return null;
    }

    /** Offsets and ratings that belong together, empty where it does not know everything up to its offsets. */
    Optional<MemoryStanding> standing() {
        if (!isWhole()) {
            return Optional.empty();
        }
        RatingsChecksum checksum = memory.checksum();
        return Optional.of(new MemoryStanding(
                cursor.topicId(), cursor.offsets(), memory.allByEra(), checksum.rows(), checksum.value()));
    }

    /** Keeps the memory, where it has followed everything so far. */
    void keep() {
        if (isWhole() && cursor.topicId() != null && cursor.stopped().isEmpty()) {
            kept.write(memory, cursor.positions());
        }
    }

    private boolean isWhole() {
        return caughtUp && unapplied == null && !doubted;
    }

    private @Nullable Doubt ofTopic() throws InterruptedException {
        return cursor.isOnAnotherTopic() ? new Doubt(Reason.ANOTHER_TOPIC, "the topic was created anew") : null;
    }

    private boolean stoppedAreUnchanged(Standing now) {
        return cursor.stopped().keySet().stream().allMatch(partition -> Optional.ofNullable(loadedAt.get(partition))
                .equals(Optional.ofNullable(now.positions().get(partition))));
    }

    /** Whether the memory has applied exactly the records that the store has. */
    private boolean standsWhere(Standing now) {
        return cursor.offsets().entrySet().stream().allMatch(own -> {
            Position position = now.positions().get(own.getKey());
            return position != null
                    && position.topicId().equals(cursor.topicId())
                    && position.nextOffset() == own.getValue();
        });
    }
}
