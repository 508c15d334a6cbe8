package dev.ratecast.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a dataset lies.
 *
 * @param name how messages call it
 * @param single whether one file was asked for, rather than a folder
 * @param files the files that may hold ratings: the one asked for, or the folder's
 * @param companions the files that may describe the movies: those beside the ratings
 */
public record DatasetSource(String name, boolean single, List<DatasetFile> files, List<DatasetFile> companions) {
    public DatasetSource {
        files = List.copyOf(files);
        companions = List.copyOf(companions);
    }

    /**
     * A folder, or one file whose movies are described beside it, or, where the folder is called {@code
     * training_set}, one folder up.
     *
     * @throws BrokenDatasetException where there is nothing to read
     */
    public static DatasetSource of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw new BrokenDatasetException(path.toString(), "no such file or folder");
        }
        Path folder = Files.isDirectory(absolute) ? absolute : absolute.getParent();
        List<DatasetFile> beside = new ArrayList<>(folder == null ? List.of() : filesOf(folder));
        List<DatasetFile> files = new ArrayList<>(beside);
        if (Files.isDirectory(absolute.resolve("training_set"))) {
            files.addAll(filesOf(absolute.resolve("training_set")));
        }
        if (folder != null && folder.endsWith("training_set") && folder.getParent() != null) {
            beside.addAll(filesOf(folder.getParent()));
        }
        boolean single = !Files.isDirectory(absolute);
        return new DatasetSource(path.toString(), single, single ? List.of(DatasetFile.of(path)) : files, beside);
    }

    /** The synthetic sample inside the artifact. */
    public static DatasetSource ofSample() {
        return ofClasspath(
                DatasetSource.class.getClassLoader(),
                "sample/netflix-synthetic",
                SyntheticDataset.RATINGS_FILE,
                SyntheticDataset.TITLES_FILE);
    }

    /** Files inside the artifact. */
    public static DatasetSource ofClasspath(ClassLoader loader, String folder, String... baseNames) {
        List<DatasetFile> files = Arrays.stream(baseNames)
                .map(name -> DatasetFile.ofClasspath(loader, folder, name))
                .toList();
        return new DatasetSource("classpath:" + folder, false, files, files);
    }

    /** The companion of one of these names, the first name first. */
    DatasetFile companion(String... baseNames) {
        for (String baseName : baseNames) {
            for (DatasetFile file : companions) {
                if (file.baseName().equals(baseName)) {
                    return file;
                }
            }
        }
        throw new BrokenDatasetException(name, String.join(" or ", baseNames) + " is missing beside the ratings");
    }

    private static List<DatasetFile> filesOf(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .sorted()
                    .map(DatasetFile::of)
                    .toList();
        } catch (IOException e) {
            throw new BrokenDatasetException(folder.toString(), "cannot be listed: " + e, e);
        }
    }
}
