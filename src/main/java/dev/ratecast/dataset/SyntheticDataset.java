package dev.ratecast.dataset;

import dev.ratecast.file.WholeFiles;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * An invented dataset in the Netflix Prize's format, the same bytes for the same size and seed on every machine. Ratings
 * are made movie by movie and written at once, so that memory grows with customers and movies, not with ratings.
 */
public final class SyntheticDataset {
    /** The names of the files that are written. */
    public static final String RATINGS_FILE = "combined_data_1.txt";

    public static final String TITLES_FILE = "movie_titles.csv";

    private static final int REPORT_EVERY = 20_000;

    private final SyntheticSize size;
    private final long seed;
    private final SyntheticCrowd crowd;
    private final SyntheticMovies movies;
    private final SyntheticTastes tastes;
    private final SyntheticDates dates;
    private final int[] customerIds;

    public SyntheticDataset(SyntheticSize size, long seed) {
        this.size = size;
        this.seed = seed;
        crowd = new SyntheticCrowd(size, seed);
        movies = new SyntheticMovies(size.movies(), seed);
        tastes = new SyntheticTastes(size, crowd, seed);
        dates = new SyntheticDates(size.customers(), seed);
        customerIds = customerIds(size.customers(), seed);
    }

    /** Who watches a dataset being written. */
    @FunctionalInterface
    public interface Progress {
        void written(long ratings);
    }

    /**
     * Writes both files into a folder, which is made where it is missing. They take their names once both are whole.
     *
     * @throws IOException where the folder cannot be written
     */
    public void write(Path folder, Progress progress) throws IOException {
        Files.createDirectories(folder);
        try (WholeFiles files = new WholeFiles()) {
            files.add(folder.resolve(TITLES_FILE), out -> out.write(titles().getBytes(StandardCharsets.ISO_8859_1)));
            files.add(folder.resolve(RATINGS_FILE), out -> writeRatings(new RatingLines(out), progress));
            files.appear();
        }
    }

    private void writeRatings(RatingLines lines, Progress progress) throws IOException {
        long written = 0;
        long reported = 0;
        for (int movie = 0; movie < size.movies(); movie++) {
            lines.movie(movie + 1);
            int[] ratings = {0};
            ratings(movie, (customer, stars, day) -> {
                lines.rating(customer, stars, day);
                ratings[0]++;
            });
            written += ratings[0];
            if (written - reported >= REPORT_EVERY) {
                reported = written;
                progress.written(written);
            }
        }
        lines.flush();
        progress.written(written);
    }

    /** The ratings of one movie, whose id is {@code movie + 1}, by customer; several threads may ask at once. */
    public <E extends Exception> void ratings(int movie, SyntheticSink<E> sink) throws E {
        BitSet raters = new BitSet(size.customers());
        SeededDraws draws = new SeededDraws(seed, 8, movie);
        drawCustomers(movie, draws, raters);
        for (int customer = raters.nextSetBit(0); customer >= 0; customer = raters.nextSetBit(customer + 1)) {
            int day = dates.day(customer, movies.firstDay(movie), draws);
            int stars = tastes.stars(customer, movie, movies.era(movie), day, draws);
            sink.rating(customerIds[customer], stars, day);
        }
    }

    /** What is said about a movie, whose id is {@code movie + 1}. */
    public MovieFacts movie(int movie) {
        return MovieFacts.named(new MovieId(movie + 1), movies.year(movie), movies.title(movie));
    }

    /** Sets the bits of the customers who rate this movie, each once. */
    private void drawCustomers(int movie, SeededDraws draws, BitSet customers) {
        customers.clear();
        int missing = crowd.ratingsOfMovie(movie);
        for (int customer : crowd.guaranteed(movie)) {
            customers.set(customer);
            missing--;
        }
        while (missing > 0) {
            int customer = crowd.drawCustomer(draws);
            if (!customers.get(customer)) {
                customers.set(customer);
                missing--;
            }
        }
    }

    private String titles() {
        StringBuilder text = new StringBuilder();
        for (int movie = 0; movie < movies.count(); movie++) {
            MovieFacts facts = movie(movie);
            Integer year = facts.releaseYear();
            text.append(facts.movie()).append(',').append(year == null ? "NULL" : year.toString());
            text.append(',').append(facts.title()).append('\n');
        }
        return text.toString();
    }

    /** Ascending ids with gaps, about 5.5 apart as in the Netflix Prize. */
    private static int[] customerIds(int count, long seed) {
        SeededDraws draws = new SeededDraws(seed, 9);
        int[] ids = new int[count];
        int id = 0;
        for (int customer = 0; customer < count; customer++) {
            id += 1 + draws.below(10);
            ids[customer] = id;
        }
        return ids;
    }
}
