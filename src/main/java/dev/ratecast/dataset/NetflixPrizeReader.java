package dev.ratecast.dataset;

/**
 * Reads the Netflix Prize's own files: a line {@code MOVIE:} and then that movie's ratings as
 * {@code customer,rating,date}. Titles are {@code movie,year,title}, commas in the title unquoted, the year {@code NULL}
 * where it is not known; they are in ISO-8859-1, but a title that is UTF-8 is read as such.
 */
final class NetflixPrizeReader implements DatasetReader {
    private static final long NONE_YET = -1;
    private static final long REFUSED = -2;

    @Override
    public void read(DatasetSource source, RatingRules rules, DatasetSink sink) {
        readTitles(source.companion("movie_titles.csv", "movie_titles.txt"), rules, sink);
        for (DatasetFile file : source.files()) {
            readRatings(file, rules, sink);
        }
    }

    private static void readTitles(DatasetFile file, RatingRules rules, DatasetSink sink) {
        try (LineReader lines = file.lines()) {
            while (lines.next()) {
                if (lines.isBlank()) {
                    continue;
                }
                try {
                    title(lines, rules, sink);
                } catch (RefusedLineException e) {
                    sink.refusedMovie(lines.refused(e));
                }
            }
            lines.requireLines();
        }
    }

    private static void title(LineReader line, RatingRules rules, DatasetSink sink) {
        int comma = line.indexOf(',', line.start());
        int second = comma < 0 ? -1 : line.indexOf(',', comma + 1);
        if (second < 0) {
            throw new RefusedLineException("not movie,year,title");
        }
        long movie = rules.id("movie_id", line.buffer(), line.start(), comma);
        MovieLine.read(movie, line.text(comma + 1, second), line.text(second + 1, line.end()), rules, sink);
    }

    private static void readRatings(DatasetFile file, RatingRules rules, DatasetSink sink) {
        long movie = NONE_YET;
        try (LineReader lines = file.lines()) {
            while (lines.next()) {
                if (lines.isBlank()) {
                    continue;
                }
                try {
                    int end = lines.endOfText();
                    if (lines.buffer()[end - 1] == ':') {
                        movie = REFUSED;
                        movie = rules.id("movie_id", lines.buffer(), lines.start(), end - 1);
                    } else if (movie == NONE_YET) {
                        throw new BrokenDatasetException(
                                file.name(), lines.number(), "a rating before any line that names its movie");
                    } else {
                        rating(lines, movie, rules, sink);
                    }
                } catch (RefusedLineException e) {
                    if (lines.indexOf(',', lines.start()) < 0) {
                        // It may have named a movie: the ratings that follow are not those of the one before.
                        movie = REFUSED;
                    }
                    sink.refused(lines.refused(e));
                }
                sink.bytesRead(lines.takeBytesRead());
            }
            lines.requireLines();
        }
    }

    private static void rating(LineReader line, long movie, RatingRules rules, DatasetSink sink) {
        if (movie == REFUSED) {
            throw new RefusedLineException("the line that names its movie was refused");
        }
        int comma = line.indexOf(',', line.start());
        int second = comma < 0 ? -1 : line.indexOf(',', comma + 1);
        if (second < 0 || line.indexOf(',', second + 1) >= 0) {
            throw new RefusedLineException("not customer,rating,date");
        }
        byte[] bytes = line.buffer();
        long customer = rules.id("customer_id", bytes, line.start(), comma);
        int units = rules.units(bytes, comma + 1, second);
        sink.rating(customer, movie, units, rules.ratedAt(bytes, second + 1, line.end()));
    }
}
