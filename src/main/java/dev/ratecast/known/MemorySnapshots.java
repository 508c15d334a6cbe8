package dev.ratecast.known;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a replica keeps its memory while it is not running, so that it need not copy all ratings when it starts. */
public interface MemorySnapshots {
    /** Keeps nothing. */
    MemorySnapshots NONE = new MemorySnapshots() {
        @Override
        public Optional<Kept> read() {
            return Optional.empty();
        }

        @Override
        public void write(FollowedRatings memory, Position position) {
            // nothing is kept
        }

        @Override
        public void delete() {
            // there is nothing
        }
    };

    /**
     * How far a memory has followed a topic.
     *
     * @param offsets the first offset that is not applied, by partition
     */
    record Position(String topicId, Map<Integer, Long> offsets) {
        public Position {
            offsets = Map.copyOf(offsets);
        }
    }

    /** A memory as it was kept, to be followed on from its position. */
    record Kept(FollowedRatings memory, Position position) {}

    /**
     * Reads what was kept.
     *
     * @return empty where there is nothing
     * @throws IOException where it cannot be read, is damaged, or of other settings
     */
    Optional<Kept> read() throws IOException;

    /**
     * Keeps a memory, in place of what was kept before. To be called by the thread that applies events to it.
     *
     * @throws IOException where it cannot be written; what was kept before stays then
     */
    void write(FollowedRatings memory, Position position) throws IOException;

    /** Forgets what is kept. */
    void delete() throws IOException;
}
