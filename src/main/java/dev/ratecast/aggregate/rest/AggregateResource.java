package dev.ratecast.aggregate.rest;

import dev.ratecast.admission.DatabaseLimit;
import dev.ratecast.aggregate.Aggregates;
import dev.ratecast.problem.PathId;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The calls that show aggregates. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Aggregates")
public class AggregateResource {
    private final Aggregates aggregates;
    private final AggregateReplies replies;
    private final DatabaseLimit limit;

    public AggregateResource(Aggregates aggregates, RatingScale scale, DatabaseLimit limit) {
        this.aggregates = aggregates;
        this.limit = limit;
        this.replies = new AggregateReplies(scale);
    }

    @GET
    @Path("customers/{id}")
    @Operation(operationId = "customer", summary = "A customer's number of ratings and mean, in all and by era")
    @APIResponse(
            responseCode = "200",
            description = "The aggregates; means are null where nothing is rated",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AggregateReplies.Customer.class)))
    @APIResponse(responseCode = "400", description = "No such id can exist")
    @APIResponse(responseCode = "404", description = "The customer is unknown")
    public AggregateReplies.Customer customer(@PathParam("id") String id) {
        CustomerId customer = new CustomerId(PathId.parse("customer_id", id));
        return limit.read(() -> aggregates.customer(customer))
                .map(replies::of)
                .orElseThrow(() -> notFound("Customer " + customer + " is unknown."));
    }

    @GET
    @Path("movies/{id}")
    @Operation(operationId = "movie", summary = "A movie with its number of ratings and mean")
    @APIResponse(
            responseCode = "200",
            description = "The movie; the mean is null where nobody rated it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AggregateReplies.Movie.class)))
    @APIResponse(responseCode = "400", description = "No such id can exist")
    @APIResponse(responseCode = "404", description = "The movie is unknown")
    public AggregateReplies.Movie movie(@PathParam("id") String id) {
        MovieId movie = new MovieId(PathId.parse("movie_id", id));
        return limit.read(() -> aggregates.movie(movie))
                .map(replies::of)
                .orElseThrow(() -> notFound("Movie " + movie + " is unknown."));
    }

    @GET
    @Path("eras")
    @Operation(operationId = "eras", summary = "Every era with its number of ratings and mean")
    public List<AggregateReplies.Era> eras() {
        return limit.read(aggregates::eras).stream().map(replies::of).toList();
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.notFound(detail));
    }
}
