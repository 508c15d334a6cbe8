package dev.ratecast.aggregate.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratecast.aggregate.CustomerAggregate;
import dev.ratecast.aggregate.EraAggregate;
import dev.ratecast.aggregate.MovieAggregate;
import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.RatingScale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates as JSON. Means are in stars, null where there are no ratings. */
final class AggregateReplies {
    private final RatingScale scale;

    AggregateReplies(RatingScale scale) {
        this.scale = scale;
    }

    /** A customer's aggregates; {@code eras} lists those with ratings. */
    record Customer(
            @JsonProperty("customer_id") long customerId,
            @JsonProperty("rating_count") long ratingCount,
            @JsonProperty("rating_mean") @Nullable Double ratingMean,
            List<Era> eras) {}

    /** A movie's aggregates. */
    record Movie(
            @JsonProperty("movie_id") long movieId,
            @Nullable String title,
            @JsonProperty("release_year") @Nullable Integer releaseYear,
            String era,
            @JsonProperty("rating_count") long ratingCount,
            @JsonProperty("rating_mean") @Nullable Double ratingMean) {}

    /** An era's aggregates, of everybody or of one customer. */
    record Era(
            String era,
            @JsonProperty("rating_count") long ratingCount,
            @JsonProperty("rating_mean") @Nullable Double ratingMean) {}

    Customer of(CustomerAggregate customer) {
        return new Customer(
                customer.customer().value(),
                customer.ratings().count(),
                mean(customer.ratings()),
                customer.eras().stream().map(this::of).toList());
    }

    Movie of(MovieAggregate movie) {
        return new Movie(
                movie.movie().value(),
                movie.title(),
                movie.releaseYear(),
                movie.era().name(),
                movie.ratings().count(),
                mean(movie.ratings()));
    }

    Era of(EraAggregate era) {
        return new Era(era.era().name(), era.ratings().count(), mean(era.ratings()));
    }

    private @Nullable Double mean(Tally tally) {
        return tally.count() == 0 ? null : (Double) scale.mean(tally.sum(), tally.count());
    }
}
