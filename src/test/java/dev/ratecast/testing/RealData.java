package dev.ratecast.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real ratings that some tests need; they may not be shipped, and the tests are skipped where they are not. */
public final class RealData {
    private RealData() {}

    /** A file or folder of the real data. */
    public static Path at(String name) {
        String folder = System.getenv().getOrDefault("REAL_RATINGS_DATA", "../shared/data");
        Path path = Path.of(folder, name);
        Assumptions.assumeTrue(Files.exists(path), () -> "no real ratings at " + path + "; see data/README.md");
        return path;
    }
}
