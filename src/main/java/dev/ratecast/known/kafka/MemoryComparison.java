package dev.ratecast.known.kafka;

import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.FollowingStatus.Reason;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.StoredRatings;
import dev.ratecast.known.StoredRatings.Standing;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a memory can still be what the store comes to: by the topic's identity and partitions, by offsets, and by
 * tallies by era. Owned by the thread that follows.
 */
final class MemoryComparison {
    private static final Logger LOG = Logger.getLogger(MemoryComparison.class);

    /** Why a memory has to be filled anew. */
    record Doubt(Reason reason, @Nullable String text) {}

    private final String topic;
    private final Duration every;
    private final TopicCursor cursor;
    private final TopicIdentity identity;
    private final StoredRatings stored;
    private @Nullable String topicId;
    private @Nullable Standing loadedAt;
    private long nextNanos = System.nanoTime();

    MemoryComparison(FollowerSettings settings, TopicCursor cursor, TopicIdentity identity, StoredRatings stored) {
        this.topic = settings.topic();
        this.every = settings.recheck();
        this.cursor = cursor;
        this.identity = identity;
        this.stored = stored;
    }

    /** The id of the topic as it is now. */
    Optional<String> currentTopicId() throws InterruptedException {
        return identity.current();
    }

    /** The id of the topic that is followed, null where there is none. */
    @Nullable
    String topicId() {
        return topicId;
    }

    /** From now on this topic is followed. */
    void follow(@Nullable String id) {
        topicId = id;
    }

    /** How the store stood when the memory was filled. */
    void loadedAt(Standing standing) {
        loadedAt = standing;
    }

    boolean isDue() {
        return System.nanoTime() - nextNanos >= 0;
    }

    /** Counts the time to the next comparison from now on. */
    void beginInterval() {
        nextNanos = System.nanoTime() + every.toNanos();
    }

    /** Has the next comparison made as soon as can be. */
    void hasten() {
        nextNanos = System.nanoTime();
    }

    /** Whether the topic is another one of the same name; null where it is not. */
    @Nullable
    Doubt ofTopic() throws InterruptedException {
        boolean another = identity.current()
                .filter(now -> topicId != null && !now.equals(topicId))
                .isPresent();
        return another ? new Doubt(Reason.ANOTHER_TOPIC, "the topic was created anew") : null;
    }

    /** Whether the topic has other partitions than are followed; null where it has not. */
    @Nullable
    Doubt ofPartitions() {
        return cursor.hasAllPartitions()
                ? null
                : new Doubt(Reason.PARTITIONS, "the topic has another number of partitions");
    }

    /** How the store stands, null where it does not answer: the memory does not need it, and ingestion says that it is away. */
    @Nullable
    Standing storeNow() {
        try {
            return stored.standing(topic);
        } catch (KnownRatingsUnavailableException e) {
            LOG.debugf("known=memory event=unchecked reason=\"%s\"", e.getMessage());
            return null;
        }
    }

    /** Whether the memory is not what the store has come to; null where nothing says so. */
    @Nullable
    Doubt ofStore(Standing now, FollowedRatings followed) {
        if (!stoppedAreUnchanged(now)) {
            return new Doubt(Reason.OFFSET_SET, "a partition that was not followed has another offset now");
        }
        if (standsWhere(now) && !now.allByEra().equals(followed.allByEra())) {
            return new Doubt(
                    Reason.DISAGREEMENT,
                    "at the same offsets the store counts " + now.allByEra() + ", the memory " + followed.allByEra());
        }
        return null;
    }

    /**
     * To be called with what one snapshot of the store says.
     *
     * @throws IllegalStateException where the memory that was filled from it differs: either is wrong
     */
    static void requireSame(Standing standing, FollowedRatings filled) {
        if (!standing.allByEra().equals(filled.allByEra())) {
            throw new IllegalStateException("in one snapshot the store counts " + standing.allByEra()
                    + ", the ratings copied from it come to " + filled.allByEra());
        }
    }

    private boolean stoppedAreUnchanged(Standing now) {
        Standing before = loadedAt;
        return before == null
                || cursor.stopped().keySet().stream().allMatch(partition -> Optional.ofNullable(
                                before.positions().get(partition))
                        .equals(Optional.ofNullable(now.positions().get(partition))));
    }

    /** Whether the memory has applied exactly the records that the store has. */
    private boolean standsWhere(Standing now) {
        return cursor.positions().entrySet().stream().allMatch(own -> {
            StoredRatings.Position position = now.positions().get(own.getKey());
            return position != null && position.topicId().equals(topicId) && position.nextOffset() == own.getValue();
        });
    }
}
