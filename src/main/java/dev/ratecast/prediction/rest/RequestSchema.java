package dev.ratecast.prediction.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A prediction request as OpenAPI shows it; requests themselves are read field by field. */
@Schema(name = "PredictionRequest", description = "Who will rate what, and when. Unknown fields are ignored.")
record RequestSchema(
        @JsonProperty("customer_id") @Schema(required = true, minimum = "0", maximum = "9007199254740991")
                long customerId,
        @JsonProperty("movie_id") @Schema(required = true, minimum = "0", maximum = "9007199254740991") long movieId,
        @JsonProperty("rating_date")
                @Schema(
                        description = "ISO date or date-time, UTC where it has no offset; today by default",
                        nullable = true)
                @Nullable
                String ratingDate,
        @JsonProperty("release_year")
                @Schema(
                        description = "For a known movie the stored year counts",
                        minimum = "1800",
                        maximum = "2200",
                        nullable = true)
                @Nullable
                Integer releaseYear,
        @Schema(maxLength = 500, nullable = true) @Nullable String title) {

    static final String EXAMPLE =
            """
            {"customer_id": 1044034, "rating_date": "2005-02-03", "movie_id": 12031, "release_year": 2002, \
            "title": "Scotland"}""";

    static final String ARRAY_EXAMPLE = "[" + EXAMPLE + ", {\"customer_id\": 1044034, \"movie_id\": 1}]";

    static final String REPLY_EXAMPLE =
            """
            {"customer_id": 1044034, "movie_id": 12031, "predicted_rating": 3.25, "model_version": "1", \
            "customer_known": true, "movie_known": true, "already_rated": false}""";
}
