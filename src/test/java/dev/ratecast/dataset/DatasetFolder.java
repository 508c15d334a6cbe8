package dev.ratecast.dataset;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A folder in which a test writes a small dataset and reads it back; and the real data, where it is there. */
final class DatasetFolder {
    private final Path folder;

    DatasetFolder(Path folder) {
        this.folder = folder;
    }

    /** In ISO-8859-1. */
    DatasetFolder file(String name, String... lines) {
        return file(name, StandardCharsets.ISO_8859_1, lines);
    }

    DatasetFolder utf8(String name, String... lines) {
        return file(name, StandardCharsets.UTF_8, lines);
    }

    private DatasetFolder file(String name, Charset charset, String... lines) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, String.join("\n", lines) + "\n", charset);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Dataset load() {
        return load("", RatingScale.WHOLE_STARS);
    }

    Dataset load(String name, RatingScale scale) {
        return Dataset.load(folder.resolve(name), null, scale, ReadListener.NONE);
    }

    /** Rows as {@code customer movie units date-time}, in time order. */
    static List<String> rows(Dataset dataset) {
        List<String> rows = new ArrayList<>();
        for (int row : dataset.timeOrder()) {
            rows.add(dataset.customer(row) + " " + dataset.movie(row) + " " + dataset.units(row) + " "
                    + java.time.Instant.ofEpochSecond(dataset.ratedAt(row)));
        }
        return rows;
    }

    /** Real data in shared folders; the calling test is skipped where it is not there. */
    static Path realData(String name) {
        String configured = System.getenv("REAL_RATINGS_DATA");
        Path path = Path.of(configured == null ? "../shared/data" : configured).resolve(name);
        assumeTrue(Files.exists(path), () -> "skipped: the real data " + name + " is not there (REAL_RATINGS_DATA)");
        return path;
    }
}
