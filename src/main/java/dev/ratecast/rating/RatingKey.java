package dev.ratecast.rating;

/** What at most one rating is kept for: a customer and a movie. Ordered by customer, then movie. */
public record RatingKey(CustomerId customer, MovieId movie) implements Comparable<RatingKey> {
    @Override
    public int compareTo(RatingKey other) {
        int byCustomer = customer.compareTo(other.customer);
        return byCustomer != 0 ? byCustomer : movie.compareTo(other.movie);
    }
}
