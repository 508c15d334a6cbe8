package dev.ratecast.dataset;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads CSV files with a header: the replaced system's, which names the movie in every row, and MovieLens's newer ones. */
final class CsvReader implements DatasetReader {
    static final CsvReader OF_RATECAST =
            new CsvReader(List.of("customer_id", "movie_id", "rating", "rating_date"), false);
    static final CsvReader OF_MOVIELENS = new CsvReader(List.of("userId", "movieId", "rating", "timestamp"), true);

    /** The columns for customer, movie, rating and time. */
    private final List<String> columns;

    private final boolean movieLens;

    private CsvReader(List<String> columns, boolean movieLens) {
        this.columns = columns;
        this.movieLens = movieLens;
    }

    @Override
    public void read(DatasetSource source, RatingRules rules, DatasetSink sink) {
        if (movieLens) {
            read(
                    source.companion("movies.csv"),
                    List.of("movieId", "title"),
                    sink::refusedMovie,
                    (row, lines) -> movie(row, rules, sink));
        }
        Map<Long, MovieFacts> lastSaid = new HashMap<>();
        for (DatasetFile file : source.files()) {
            read(file, columns, sink::refused, (row, lines) -> {
                rating(row, rules, sink, lastSaid);
                sink.bytesRead(lines.takeBytesRead());
            });
        }
    }

    private void rating(Row row, RatingRules rules, DatasetSink sink, Map<Long, MovieFacts> lastSaid) {
        long customer = row.id(rules, columns.get(0));
        long movie = row.id(rules, columns.get(1));
        byte[] stars = row.bytes(columns.get(2));
        int units = rules.units(stars, 0, stars.length);
        byte[] time = row.bytes(columns.get(3));
        long ratedAt = movieLens ? rules.timestamp(time, 0, time.length) : rules.ratedAt(time, 0, time.length);
        if (!movieLens) {
            MovieFacts said = MovieFacts.named(
                    new MovieId(movie), rules.releaseYear(row.get("release_year")), rules.title(row.get("title")));
            if (!said.equals(lastSaid.put(movie, said))) {
                sink.movie(said);
            }
        }
        sink.rating(customer, movie, units, ratedAt);
    }

    private static void movie(Row row, RatingRules rules, DatasetSink sink) {
        String title = row.get("title");
        MovieLine.read(row.id(rules, "movieId"), MovieLensReader.yearInTitle(title), title, rules, sink);
    }

    private interface RowConsumer {
        void accept(Row row, LineReader lines);
    }

    private static void read(
            DatasetFile file, List<String> required, Consumer<RefusedLine> refused, RowConsumer consumer) {
        try (LineReader lines = file.lines()) {
            CsvRecords records = new CsvRecords(lines);
            Map<String, Integer> header = header(file, records, required);
            boolean more = true;
            while (more) {
                try {
                    List<String> fields = records.next();
                    more = fields != null;
                    if (fields != null) {
                        consumer.accept(new Row(header, fields), lines);
                    }
                } catch (RefusedLineException e) {
                    refused.accept(e.at(file.name(), records.number()));
                }
            }
        }
    }

    private static Map<String, Integer> header(DatasetFile file, CsvRecords records, List<String> required) {
        @Nullable List<String> names;
        try {
            names = records.next();
        } catch (RefusedLineException e) {
            throw new BrokenDatasetException(
                    file.name(),
                    records.number(),
                    e.at(file.name(), records.number()).reason());
        }
        if (names == null) {
            throw new BrokenDatasetException(file.name(), "the file is empty");
        }
        Map<String, Integer> header = new HashMap<>();
        for (String name : names) {
            header.put(name.strip(), header.size());
        }
        if (header.size() != names.size() || !header.keySet().containsAll(required)) {
            throw new BrokenDatasetException(
                    file.name(),
                    records.number(),
                    "the header " + names + " does not name each of " + required + " once");
        }
        return header;
    }

    private record Row(Map<String, Integer> header, List<String> fields) {
        Row {
            if (fields.size() != header.size()) {
                throw new RefusedLineException(
                        "there must be " + header.size() + " fields as in the header", Integer.toString(fields.size()));
            }
        }

        /** The field under a column's name, empty where the file has no such column. */
        String get(String column) {
            Integer at = header.get(column);
            return at == null ? "" : fields.get(at);
        }

        byte[] bytes(String column) {
            return get(column).strip().getBytes(StandardCharsets.UTF_8);
        }

        long id(RatingRules rules, String column) {
            byte[] digits = bytes(column);
            return rules.id(column, digits, 0, digits.length);
        }
    }
}
