package dev.ratecast.prediction.rest;

import dev.ratecast.admission.AdmissionMetrics;
import dev.ratecast.admission.AdmissionMetrics.Refusal;
import dev.ratecast.admission.WorkLimit;
import dev.ratecast.prediction.RecommendationOutcome;
import dev.ratecast.prediction.RecommendationOutcome.NotPredicted;
import dev.ratecast.prediction.RecommendationOutcome.Recommended;
import dev.ratecast.prediction.RecommendationRequest;
import dev.ratecast.prediction.Recommender;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.json.PredictionProblems;
import dev.ratecast.prediction.json.RecommendationReply;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import dev.ratecast.prediction.metrics.PredictionMetrics.Outcome;
import dev.ratecast.problem.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The call that recommends movies. */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@Tag(name = "Recommendations")
public class RecommendationResource {
    private static final String EXAMPLE =
            """
            {"customer_id": 1044034, "customer_known": true, "model_version": "1", "recommendations": [
              {"movie_id": 12031, "title": "Scotland", "predicted_rating": 4.25, "predicted_sd": 0.9, \
            "rating_count": 120}]}""";

    private final Recommender recommender;
    private final PredictionMetrics metrics;
    private final WorkLimit work;
    private final AdmissionMetrics admission;
    private final int maxLimit;

    public RecommendationResource(
            Recommender recommender,
            PredictionConfig config,
            PredictionMetrics metrics,
            WorkLimit work,
            AdmissionMetrics admission) {
        this.recommender = recommender;
        this.work = work;
        this.admission = admission;
        this.metrics = metrics;
        this.maxLimit = config.maxRecommendations();
        if (maxLimit < 1) {
            throw new IllegalArgumentException(
                    "ratecast.prediction.max-recommendations must be at least 1, not " + maxLimit);
        }
    }

    @GET
    @Path("customers/{id}/recommendations")
    @Operation(
            operationId = "recommendations",
            summary = "The movies that a customer has not rated, those with the highest predicted ratings first",
            description = "Every known movie is predicted. Equal ranks go by movie id. An unknown customer gets the"
                    + " cold-start list, and customer_known is false.")
    @APIResponse(
            responseCode = "200",
            description = "The movies, the best first",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecommendationReply.class),
                            examples = @ExampleObject(name = "reply", value = EXAMPLE)))
    @APIResponse(responseCode = "400", description = "Every wrong parameter")
    @APIResponse(
            responseCode = "503",
            description = "No model is active, the known ratings cannot be asked now, or there is too much to do")
    public Response recommendations(
            @PathParam("id") String id,
            @Parameter(
                            description = "How many movies at most; ratecast.prediction.max-recommendations bounds it",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "10"))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(
                            description = "Only movies with at least so many known ratings",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    @QueryParam("min_ratings")
                    @Nullable
                    String minRatings,
            @Parameter(
                            description = "ISO date or date-time of the ratings to predict, UTC where it has no offset;"
                                    + " today by default")
                    @QueryParam("rating_date")
                    @Nullable
                    String ratingDate,
            @Parameter(
                            description = "Ranks by predicted rating less ratecast.prediction.caution of its standard"
                                    + " deviations",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @QueryParam("cautious")
                    @Nullable
                    String cautious) {
        long start = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            Answer answer =
                    decide(RecommendationParameters.read(id, limit, minRatings, ratingDate, cautious, maxLimit));
            outcome = answer.outcome();
            return answer.response();
        } finally {
            metrics.recommendation(outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Answer decide(RecommendationParameters.Reading reading) {
        if (reading instanceof RecommendationParameters.Invalid invalid) {
            return Answer.refused(Outcome.INVALID, Problem.invalid(invalid.violations()));
        }
        // Every known movie is predicted: as heavy as a call can be.
        try (WorkLimit.Turn turn = work.await(Integer.MAX_VALUE)) {
            if (turn != null) {
                return recommend(((RecommendationParameters.Valid) reading).request());
            }
        }
        admission.refused(Refusal.WORK);
        return Answer.overloaded();
    }

    private Answer recommend(RecommendationRequest request) {
        RecommendationOutcome outcome = recommender.recommend(request, LocalDate.now(ZoneOffset.UTC));
        if (outcome instanceof NotPredicted not) {
            return Answer.refused(Outcome.UNAVAILABLE, PredictionProblems.of(not.why()));
        }
        Recommended recommended = (Recommended) outcome;
        metrics.considered(recommended.considered());
        return Answer.ok(RecommendationReply.of(request.customer(), recommended));
    }
}
