package dev.ratecast.rating;

/** A valid event of the {@code ratings} topic. Times are seconds since 1970-01-01T00:00Z. */
public sealed interface RatingEvent {
    CustomerId customer();

    /** An event about one movie: a rating given or withdrawn. */
    sealed interface OnMovie extends RatingEvent {
        MovieFacts movie();

        /** The rating_date, in epoch seconds. */
        long ratedAt();

        /** What the event makes of the rating, if no newer one is known. */
        RatingState state();

        default RatingKey key() {
            return new RatingKey(customer(), movie().movie());
        }
    }

    /** A rating of {@code units} on the scale. */
    record Rated(CustomerId customer, MovieFacts movie, int units, long ratedAt) implements OnMovie {
        @Override
        public RatingState state() {
            return new RatingState(units, ratedAt);
        }
    }

    /** The rating of a movie taken back. */
    record Withdrawn(CustomerId customer, MovieFacts movie, long ratedAt) implements OnMovie {
        @Override
        public RatingState state() {
            return new RatingState(null, ratedAt);
        }
    }

    /** Everything about the customer is to be forgotten. */
    record Erased(CustomerId customer) implements RatingEvent {}
}
