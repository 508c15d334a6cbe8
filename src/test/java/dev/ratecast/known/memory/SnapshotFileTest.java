package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.MemorySnapshots.Kept;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.StoredRatings.Position;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final NeighborRule RULE = NeighborRule.byDefault(SCALE);
    private static final Map<Integer, Position> POSITIONS =
            Map.of(0, new Position("topic-1", 7, null), 3, new Position("topic-1", 9_000_000_000L, 5));

    @TempDir
    private Path folder;

    private final RandomEvents events = new RandomEvents(4, 20, 10);
    private final MemoryKnownRatings memory = new MemoryKnownRatings(SCALE, Eras.DEFAULT, RULE);
    private SnapshotFile snapshots;

    @BeforeEach
    void some_ratings() {
        memory.apply(events.next(300));
        snapshots = new SnapshotFile(folder.resolve("made/when-needed"), SCALE, Eras.DEFAULT, RULE);
    }

    @Test
    void what_was_kept_comes_back_with_its_position_and_can_be_followed_on() throws IOException {
        snapshots.write(memory, Map.of());
        snapshots.write(memory, POSITIONS);

        Kept kept = snapshots.read().orElseThrow();

        assertThat(kept.positions()).isEqualTo(POSITIONS);
        var next = events.next(100);
        memory.apply(next);
        kept.memory().apply(next);
        assertThat(kept.memory().facts(events.questions(), Wanted.NO_LISTS))
                .isEqualTo(memory.facts(events.questions(), Wanted.NO_LISTS));
        assertThat(kept.memory().checksum().value()).isEqualTo(memory.checksum().value());
    }

    @Test
    void without_a_file_nothing_was_kept() throws IOException {
        assertThat(snapshots.read()).isEmpty();
        snapshots.delete();

        snapshots.write(memory, POSITIONS);
        snapshots.delete();

        assertThat(snapshots.read()).isEmpty();
    }

    @Test
    void a_damaged_file_and_one_of_other_settings_are_refused() throws IOException {
        snapshots.write(memory, POSITIONS);
        Path file = folder.resolve("made/when-needed/known-ratings.snapshot");
        assertThatThrownBy(
                        () -> new SnapshotFile(file.getParent(), RatingScale.parse("0..10"), Eras.DEFAULT, RULE).read())
                .isInstanceOf(SnapshotException.class);

        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> snapshots.read()).isInstanceOf(IOException.class);
    }
}
