package dev.ratecast.factor;

import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ratings from 0 to 100 with a taste of one factor planted in them: half of the customers like half of the movies. */
final class Planted implements RatingMatrix {
    static final RatingScale SCALE = RatingScale.parse("0..100");

    private final List<List<int[]>> byCustomer;
    private final List<List<int[]>> byMovie;
    private final boolean reversed;

    /**
     * Draws ratings.
     *
     * @param reversed the same ratings, rows and entries in the opposite order
     */
    Planted(int customers, int movies, boolean reversed) {
        this.reversed = reversed;
        Random random = new Random(4);
        byCustomer = rows(customers);
        byMovie = rows(movies);
        for (int c = 0; c < customers; c++) {
            for (int m = 0; m < movies; m++) {
                if (random.nextInt(3) > 0) {
                    int units = units(c, m) + random.nextInt(5) - 2;
                    byCustomer.get(place(c, customers)).add(new int[] {place(m, movies), units});
                    byMovie.get(place(m, movies)).add(new int[] {place(c, customers), units});
                }
            }
        }
        if (reversed) {
            byCustomer.forEach(Collections::reverse);
            byMovie.forEach(Collections::reverse);
        }
    }

    /** What customer and movie, by id, are planted to give. */
    static int units(long customer, long movie) {
        return 50 + (customer % 2 == movie % 2 ? 20 : -20);
    }

    private int place(int id, int limit) {
        return reversed ? limit - 1 - id : id;
    }

    private static List<List<int[]>> rows(int size) {
        List<List<int[]>> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(new ArrayList<>());
        }
        return rows;
    }

    @Override
    public int customers() {
        return byCustomer.size();
    }

    @Override
    public int movies() {
        return byMovie.size();
    }

    @Override
    public long customerId(int customer) {
        return place(customer, customers());
    }

    @Override
    public long movieId(int movie) {
        return place(movie, movies());
    }

    @Override
    public String title(int movie) {
        return "Half " + movieId(movie) % 2;
    }

    @Override
    public void readCustomer(int customer, Row row) {
        read(byCustomer.get(customer), row);
    }

    @Override
    public void readMovie(int movie, Row row) {
        read(byMovie.get(movie), row);
    }

    private static void read(List<int[]> entries, Row row) {
        row.clear();
        entries.forEach(entry -> row.add(entry[0], entry[1]));
    }
}
