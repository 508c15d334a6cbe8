package dev.ratecast.known.memory;

import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.MemorySnapshots;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.StoredRatings.Position;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One file in a folder of the replica's own, as {@link MatrixSnapshot} describes it. It is written beside the former one
 * and takes its name once it is whole and on the disk.
 */
public final class SnapshotFile implements MemorySnapshots {
    private static final String NAME = "known-ratings.snapshot";

    private final Path file;
    private final Path unfinished;
    private final RatingScale scale;
    private final Eras eras;
    private final NeighborRule rule;

    /**
     * The file of a folder, which is made when it is needed.
     *
     * @param folder no two processes may have the same one
     */
    public SnapshotFile(Path folder, RatingScale scale, Eras eras, NeighborRule rule) {
        this.file = folder.resolve(NAME);
        this.unfinished = folder.resolve(NAME + ".part");
        this.scale = scale;
        this.eras = eras;
        this.rule = rule;
    }

    @Override
    public Optional<Kept> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            MatrixSnapshot.Content content = MatrixSnapshot.read(in, scale, eras, rule);
            return Optional.of(new Kept(new MemoryKnownRatings(content.arrays()), positions(content.header())));
        }
    }

    @Override
    public void write(FollowedRatings memory, Map<Integer, Position> positions) throws IOException {
        if (!(memory instanceof MemoryKnownRatings known)) {
            throw new IllegalArgumentException("only a memory of this package can be kept, not " + memory);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            MatrixSnapshot.write(known.arrays(), header(positions), out);
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete() throws IOException {
        Files.deleteIfExists(unfinished);
        Files.deleteIfExists(file);
    }

    /** A line for each partition: its number, the topic's id, the offset, and the leader's epoch where it is known. */
    private static byte[] header(Map<Integer, Position> positions) {
        return positions.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().topicId() + " "
                        + entry.getValue().nextOffset()
                        + (entry.getValue().leaderEpoch() == null
                                ? ""
                                : " " + entry.getValue().leaderEpoch()))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<Integer, Position> positions(byte[] header) throws SnapshotException {
        List<String> lines = new String(header, StandardCharsets.UTF_8).lines().toList();
        Map<Integer, Position> positions = new HashMap<>();
        try {
            for (String line : lines) {
                String[] fields = line.split(" ", 4);
                Integer leaderEpoch = fields.length == 3 ? null : Integer.valueOf(fields[3]);
                positions.put(
                        Integer.valueOf(fields[0]), new Position(fields[1], Long.parseLong(fields[2]), leaderEpoch));
            }
        } catch (RuntimeException e) {
            throw new SnapshotException("its offsets cannot be read: " + lines);
        }
        return positions;
    }
}
