package dev.ratecast.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file of a dataset, on disk or inside the artifact.
 *
 * @param name how messages call it
 * @param baseName its name without folders, by which formats are recognised
 * @param sizeBytes 0 where unknown
 */
public record DatasetFile(String name, String baseName, long sizeBytes, Content content) {
    /** Opens the file; each call starts at its beginning. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    static DatasetFile of(Path path) {
        Path fileName = path.getFileName();
        return new DatasetFile(
                path.toString(),
                fileName == null ? path.toString() : fileName.toString(),
                path.toFile().length(),
                () -> Files.newInputStream(path));
    }

    static DatasetFile ofClasspath(ClassLoader loader, String folder, String baseName) {
        String resource = folder + "/" + baseName;
        return new DatasetFile("classpath:" + resource, baseName, 0, () -> {
            InputStream in = loader.getResourceAsStream(resource);
            if (in == null) {
                throw new FileNotFoundException("not on the classpath");
            }
            return in;
        });
    }

    LineReader lines() {
        try {
            return new LineReader(name, content.open());
        } catch (IOException e) {
            throw new BrokenDatasetException(name, "cannot be opened: " + e, e);
        }
    }
}
