package dev.ratecast.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that take their names together, once all of them are whole and on the disk: each is written beside its place and
 * moved there. Where one cannot be written, whatever had the names stays, and closing leaves nothing beside it.
 */
public final class WholeFiles implements AutoCloseable {
    private static final String UNFINISHED = ".unfinished";

    /** What was written, by where it belongs. */
    private final Map<Path, Path> written = new LinkedHashMap<>();

    /** Writes the content of a file. Need not close the stream. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Writes one file. */
    public static void write(Path file, Writing writing) throws IOException {
        try (WholeFiles files = new WholeFiles()) {
            files.add(file, writing);
            files.appear();
        }
    }

    /** Writes a file whose folder is there; nobody sees it before all of them appear. */
    public void add(Path file, Writing writing) throws IOException {
        Path place = file.toAbsolutePath();
        Path unfinished = place.resolveSibling(place.getFileName() + UNFINISHED);
        written.put(place, unfinished);
        try (FileChannel channel = FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            writing.to(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Moves all of them to their places, in the order in which they were written. */
    public void appear() throws IOException {
        for (Map.Entry<Path, Path> file : written.entrySet()) {
            Files.move(
                    file.getValue(),
                    file.getKey(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes what has not appeared. */
    @Override
    public void close() throws IOException {
        for (Path unfinished : written.values()) {
            Files.deleteIfExists(unfinished);
        }
    }
}
