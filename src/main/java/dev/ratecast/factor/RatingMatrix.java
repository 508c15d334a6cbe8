package dev.ratecast.factor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One unchanging state of the known ratings, by rows both ways. Indexes are dense from 0; a row may be empty. */
public interface RatingMatrix {
    /** One more than the largest customer index. */
    int customers();

    /** One more than the largest movie index. */
    int movies();

    /** The id of a customer whose row is not empty. */
    long customerId(int customer);

    /** The id of a movie whose row is not empty. */
    long movieId(int movie);

    /** The title of a movie whose row is not empty; null where it has none. */
    @Nullable
    String title(int movie);

    /** Fills the row with the movies that the customer rates now. */
    void readCustomer(int customer, Row row);

    /** Fills the row with the customers who rate the movie now. */
    void readMovie(int movie, Row row);

    /** A row's entries, reused from row to row; owned by one thread. */
    final class Row {
        private int[] others = new int[256];
        private int[] units = new int[256];
        private int length;

        /** Empties the row. */
        public void clear() {
            length = 0;
        }

        /**
         * Appends an entry.
         *
         * @param other the index on the other side
         * @param rating in units of the scale
         */
        public void add(int other, int rating) {
            if (length == others.length) {
                others = Arrays.copyOf(others, length * 2);
                units = Arrays.copyOf(units, length * 2);
            }
            others[length] = other;
            units[length++] = rating;
        }

        public int length() {
            return length;
        }

        public int other(int place) {
            return others[place];
        }

        public int units(int place) {
            return units[place];
        }
    }
}
