package dev.ratecast.known.memory;

import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import java.util.Random;

/** Draws questions about the customers and movies of a matrix. */
public final class QuestionDraw {
    /** More ratings than any customer of the generated datasets has. */
    private static final int HEAVIEST = 20_000;

    private QuestionDraw() {}

    /**
     * A customer and a movie that the customer has rated.
     *
     * @param byRatings whether a customer is drawn as often as it has ratings, rather than all alike
     */
    public static Question own(RatingArrays arrays, Random random, boolean byRatings) {
        while (true) {
            int customer = random.nextInt(arrays.customers.limit());
            CustomerRow row = arrays.byCustomer.row(customer);
            // By rejection: a customer is taken as often as it has ratings.
            if (row.length() > 0 && (!byRatings || random.nextInt(HEAVIEST) < row.length())) {
                int movie = row.movie(random.nextInt(row.length()));
                return new Question(
                        new CustomerId(arrays.customers.idOf(customer)), new MovieId(arrays.movies.idOf(movie)));
            }
        }
    }

    /** A customer drawn as before, and a movie drawn as often as it has ratings. */
    public static Question any(RatingArrays arrays, Random random, boolean byRatings) {
        return new Question(
                own(arrays, random, byRatings).customer(),
                own(arrays, random, true).movie());
    }

    /** Makes the next question about a customer a first one: no counts of it are kept. */
    public static void forget(RatingArrays arrays, CustomerId customer) {
        arrays.cache.forget(arrays.customers.find(customer.value()));
    }
}
