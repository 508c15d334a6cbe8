package dev.ratecast.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats that can be read. */
public enum DatasetFormat {
    /** {@code combined_data_*.txt} or {@code mv_*.txt}, with {@code movie_titles.csv}. */
    NETFLIX_PRIZE(
            "netflix-prize",
            "combined_data_1.txt or mv_0000001.txt and so on",
            "(combined_data_\\d+|mv_\\d+)\\.txt",
            "\\d+:"),
    /** One CSV file with customer_id, rating, rating_date, movie_id, release_year and title. */
    CSV("csv", "ratings.csv", "ratings\\.csv", "(.*,)?\\s*\"?customer_id\"?\\s*(,.*)?"),
    /** {@code u.data} and {@code u.item}, or a split of it such as {@code u1.base} and {@code u1.test}. */
    MOVIELENS_100K("movielens-100k", "u.data", "u\\.data", "\\d+\t\\d+\t[^\t]+\t\\d+"),
    /** {@code ratings.dat} and {@code movies.dat}. */
    MOVIELENS_1M("movielens-1m", "ratings.dat", "ratings\\.dat", "\\d+::\\d+::.+::\\d+"),
    /** {@code ratings.csv} and {@code movies.csv}. */
    MOVIELENS_CSV("movielens-csv", "ratings.csv", "ratings\\.csv", "(.*,)?\\s*\"?userId\"?\\s*(,.*)?");

    private final String text;
    /** How its rating files are called in a folder, for people. */
    private final String usualNames;

    private final Pattern fileName;
    private final Pattern line;

    DatasetFormat(String text, String usualNames, String fileName, String line) {
        this.text = text;
        this.usualNames = usualNames;
        this.fileName = Pattern.compile(fileName);
        this.line = Pattern.compile(line);
    }

    /**
     * The format that a dataset's file names and first lines show.
     *
     * @throws BrokenDatasetException where that is none, or more than one
     */
    public static DatasetFormat of(DatasetSource source) {
        return FormatRecognition.of(source);
    }

    static String names() {
        return Arrays.stream(values()).map(DatasetFormat::toString).collect(Collectors.joining(", "));
    }

    /** How a folder's rating files are called, one for each way, for people. */
    static String usualNames() {
        return Arrays.stream(values())
                .map(format -> format.usualNames)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Reads the ratings of a dataset, in file order, and what is known about its movies. */
    public void read(DatasetSource source, RatingRules rules, DatasetSink sink) {
        DatasetSource ratings =
                new DatasetSource(source.name(), source.single(), ratingFiles(source), source.companions());
        reader().read(ratings, rules, sink);
    }

    private DatasetReader reader() {
        return switch (this) {
            case NETFLIX_PRIZE -> new NetflixPrizeReader();
            case CSV -> CsvReader.OF_RATECAST;
            case MOVIELENS_100K -> MovieLensReader.OF_100K;
            case MOVIELENS_1M -> MovieLensReader.OF_1M;
            case MOVIELENS_CSV -> CsvReader.OF_MOVIELENS;
        };
    }

    /**
     * The files that hold ratings: the one asked for, or those of the folder that are called as this format calls them.
     *
     * @throws BrokenDatasetException where there is none
     */
    List<DatasetFile> ratingFiles(DatasetSource source) {
        List<DatasetFile> files = source.single()
                ? source.files()
                : source.files().stream()
                        .filter(file -> isCalledSo(file.baseName()))
                        .toList();
        if (files.isEmpty()) {
            throw new BrokenDatasetException(
                    source.name(), "no rating file of format " + this + " in this folder: it would be " + usualNames);
        }
        return files;
    }

    boolean isCalledSo(String baseName) {
        return fileName.matcher(baseName).matches();
    }

    boolean isWrittenSo(String firstLine) {
        return line.matcher(firstLine.stripTrailing()).matches();
    }

    /** The name that people give it, such as {@code netflix-prize}. */
    @Override
    public String toString() {
        return text;
    }
}
