package dev.ratecast.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads MovieLens's older files: ratings as customer, movie, rating and epoch seconds between separators; movies with id,
 * title and, in 100K, a release date such as {@code 01-Jan-1995}; in 1M the title ends at the last separator, and the year
 * is the one in parentheses that ends it. They are in ISO-8859-1, but a line that is UTF-8 is read as such.
 */
final class MovieLensReader implements DatasetReader {
    static final MovieLensReader OF_100K = new MovieLensReader(
            "\t", "u.item", "|", fields -> fields[1], fields -> fields[2].substring(fields[2].lastIndexOf('-') + 1));
    static final MovieLensReader OF_1M =
            new MovieLensReader("::", "movies.dat", "::", MovieLensReader::amid, fields -> yearInTitle(amid(fields)));

    private static final Pattern YEAR_AT_END = Pattern.compile("\\((\\d{4})\\)\\s*$");

    private final String separator;
    private final String moviesFile;
    private final String moviesSeparator;
    private final Function<String[], String> title;
    private final Function<String[], String> year;

    private MovieLensReader(
            String separator,
            String moviesFile,
            String moviesSeparator,
            Function<String[], String> title,
            Function<String[], String> year) {
        this.separator = separator;
        this.moviesFile = moviesFile;
        this.moviesSeparator = moviesSeparator;
        this.title = title;
        this.year = year;
    }

    /** What lies between the first and the last separator of a movie in 1M. */
    private static String amid(String[] fields) {
        return String.join("::", Arrays.asList(fields).subList(1, fields.length - 1));
    }

    /** The year in parentheses that ends a title, empty where there is none. */
    static String yearInTitle(String title) {
        Matcher matcher = YEAR_AT_END.matcher(title);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void read(DatasetSource source, RatingRules rules, DatasetSink sink) {
        DatasetFile movies = source.companion(moviesFile);
        read(movies, sink::refusedMovie, line -> movie(line, rules, sink));
        for (DatasetFile file : source.files()) {
            read(file, sink::refused, line -> {
                rating(line, rules, sink);
                sink.bytesRead(line.takeBytesRead());
            });
        }
    }

    private interface LineConsumer {
        void accept(LineReader line);
    }

    private static void read(DatasetFile file, Consumer<RefusedLine> refused, LineConsumer consumer) {
        try (LineReader lines = file.lines()) {
            while (lines.next()) {
                if (lines.isBlank()) {
                    continue;
                }
                try {
                    consumer.accept(lines);
                } catch (RefusedLineException e) {
                    refused.accept(lines.refused(e));
                }
            }
            lines.requireLines();
        }
    }

    private void movie(LineReader line, RatingRules rules, DatasetSink sink) {
        String[] fields = line.text().split(Pattern.quote(moviesSeparator), -1);
        if (fields.length < 3) {
            throw new RefusedLineException("not movie" + moviesSeparator + "title" + moviesSeparator + "...");
        }
        byte[] id = fields[0].getBytes(StandardCharsets.ISO_8859_1);
        long movie = rules.id("movie_id", id, 0, id.length);
        MovieLine.read(movie, year.apply(fields), title.apply(fields), rules, sink);
    }

    private void rating(LineReader line, RatingRules rules, DatasetSink sink) {
        int[] ends = new int[4];
        int start = line.start();
        for (int field = 0; field < 3; field++) {
            ends[field] = indexOfSeparator(line, start);
            start = ends[field] + separator.length();
        }
        ends[3] = line.endOfText();
        byte[] bytes = line.buffer();
        int gap = separator.length();
        long customer = rules.id("customer_id", bytes, line.start(), ends[0]);
        long movie = rules.id("movie_id", bytes, ends[0] + gap, ends[1]);
        int units = rules.units(bytes, ends[1] + gap, ends[2]);
        sink.rating(customer, movie, units, rules.timestamp(bytes, ends[2] + gap, ends[3]));
    }

    private int indexOfSeparator(LineReader line, int from) {
        int at = line.indexOf(separator.charAt(0), from);
        if (at < 0 || (separator.length() == 2 && (at + 1 >= line.end() || line.buffer()[at + 1] != ':'))) {
            throw new RefusedLineException("not four fields: customer, movie, rating, timestamp");
        }
        return at;
    }
}
