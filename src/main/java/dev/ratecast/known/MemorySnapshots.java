package dev.ratecast.known;

import dev.ratecast.known.StoredRatings.Position;
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
        public void write(FollowedRatings memory, Map<Integer, Position> positions) {
            // nothing is kept
        }

        @Override
        public void delete() {
            // there is nothing
        }
    };

    /**
     * A memory as it was kept, to be followed on.
     *
     * @param positions how far it has followed the topic, by partition
     */
    record Kept(FollowedRatings memory, Map<Integer, Position> positions) {}

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
     * @param positions how far it has followed the topic, by partition
     * @throws IOException where it cannot be written; what was kept before stays then
     */
    void write(FollowedRatings memory, Map<Integer, Position> positions) throws IOException;

    /** Forgets what is kept. */
    void delete() throws IOException;
}
