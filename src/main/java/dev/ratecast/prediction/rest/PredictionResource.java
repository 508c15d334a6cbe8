package dev.ratecast.prediction.rest;

import dev.ratecast.admission.AdmissionMetrics;
import dev.ratecast.admission.AdmissionMetrics.Refusal;
import dev.ratecast.admission.WorkLimit;
import dev.ratecast.json.Violation.Code;
import dev.ratecast.prediction.PredictionOutcome;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.prediction.PredictionThreads;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.config.PredictionConfig;
import dev.ratecast.prediction.json.PredictionProblems;
import dev.ratecast.prediction.json.PredictionReply;
import dev.ratecast.prediction.json.PredictionRequestReader;
import dev.ratecast.prediction.json.PredictionRequestReader.Requests;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import dev.ratecast.prediction.metrics.PredictionMetrics.Channel;
import dev.ratecast.prediction.metrics.PredictionMetrics.Outcome;
import dev.ratecast.problem.Problem;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The prediction calls. An object is answered with an object, an array with an array in its order. What is little work
 * is computed on the thread that reads calls, all else on {@link PredictionThreads}: handing a call over and its answer
 * back costs more than such a prediction.
 */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@NonBlocking
@Tag(name = "Predictions")
public class PredictionResource {
    /** Short ones; by it a body's weight is known before it is read. */
    private static final int BYTES_OF_A_REQUEST = 64;

    /** What is longer is no single request, or a very talkative one. */
    private static final int BYTES_READ_AT_ONCE = 512;

    private static final String EXPLAIN = "Adds the base features and the nearest neighbors behind each prediction";

    private final Predictor predictor;
    private final PredictionThreads threads;
    private final PredictionRequestReader reader;
    private final PredictionMetrics metrics;
    private final WorkLimit work;
    private final AdmissionMetrics admission;
    private final int explainedNeighbors;

    public PredictionResource(
            Predictor predictor,
            PredictionThreads threads,
            PredictionConfig config,
            PredictionMetrics metrics,
            WorkLimit work,
            AdmissionMetrics admission) {
        this.predictor = predictor;
        this.threads = threads;
        this.work = work;
        this.admission = admission;
        this.reader = new PredictionRequestReader(config.maxBatch());
        this.metrics = metrics;
        this.explainedNeighbors = config.explainedNeighbors();
    }

    @POST
    @Operation(operationId = "predict", summary = "Predicts a rating")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchema.class),
                            examples = @ExampleObject(name = "request", value = RequestSchema.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The predicted rating",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PredictionReply.class),
                            examples = @ExampleObject(name = "reply", value = RequestSchema.REPLY_EXAMPLE)))
    @APIResponse(responseCode = "400", description = "Every wrong field")
    @APIResponse(
            responseCode = "503",
            description = "No model is active, the known ratings cannot be asked now, or there is too much to do")
    public CompletionStage<Response> predict(
            byte @Nullable [] body,
            @Parameter(description = EXPLAIN, schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @QueryParam("explain")
                    @Nullable
                    String explain) {
        return answer(body, explain);
    }

    @POST
    @Path("predictions")
    @Operation(operationId = "predictAll", summary = "Predicts one rating, or one for each request of an array")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {RequestSchema.class, RequestSchema[].class}),
                            examples = {
                                @ExampleObject(name = "one", value = RequestSchema.EXAMPLE),
                                @ExampleObject(name = "several", value = RequestSchema.ARRAY_EXAMPLE)
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The predicted ratings, in the order of the requests",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {PredictionReply.class, PredictionReply[].class})))
    @APIResponse(responseCode = "400", description = "Every wrong field")
    @APIResponse(
            responseCode = "503",
            description = "No model is active, the known ratings cannot be asked now, or there is too much to do")
    public CompletionStage<Response> predictAll(
            byte @Nullable [] body,
            @Parameter(description = EXPLAIN, schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @QueryParam("explain")
                    @Nullable
                    String explain) {
        return answer(body, explain);
    }

    private CompletionStage<Response> answer(byte @Nullable [] body, @Nullable String explain) {
        long start = System.nanoTime();
        // The same known ratings for both: from the next moment on the store may serve, which has to be waited for.
        Predictor now = predictor.now();
        Requests quick = explain == null ? quick(body, now) : null;
        if (quick != null) {
            try (WorkLimit.Turn turn = work.now(1)) {
                if (turn != null) {
                    return CompletableFuture.completedFuture(answer(start, () -> answered(now, quick, false)));
                }
            }
        }
        return CompletableFuture.supplyAsync(() -> answer(start, () -> decide(body, explain, start)), threads);
    }

    /** The request that a body holds, where it is a single one that is answered at once. */
    private @Nullable Requests quick(byte @Nullable [] body, Predictor now) {
        return body != null
                        && body.length <= BYTES_READ_AT_ONCE
                        && reader.read(body) instanceof Requests requests
                        && requests.requests().size() == 1
                        && now.isQuick(requests.requests().get(0))
                ? requests
                : null;
    }

    /** The time that a call has waited in line counts too. */
    private Response answer(long start, Supplier<Answer> decided) {
        Outcome outcome = Outcome.FAILED;
        try {
            Answer answer = decided.get();
            outcome = answer.outcome();
            return answer.response();
        } finally {
            metrics.call(Channel.REST, outcome, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Answer decide(byte @Nullable [] body, @Nullable String explain, long start) {
        if (explain != null && !explain.equals("true") && !explain.equals("false")) {
            return Answer.refused(
                    Outcome.INVALID, Problem.invalidParameter("explain", Code.WRONG_TYPE, "must be true or false"));
        }
        // Before it is read: a body that is no request at all may be the most work to read.
        try (WorkLimit.Turn turn = work.await(
                body == null ? 0 : body.length / BYTES_OF_A_REQUEST, Duration.ofNanos(System.nanoTime() - start))) {
            if (turn != null) {
                return decide(body, "true".equals(explain));
            }
        }
        admission.refused(Refusal.WORK);
        return Answer.overloaded();
    }

    private Answer decide(byte @Nullable [] body, boolean explained) {
        PredictionRequestReader.Body read = reader.read(body);
        return read instanceof PredictionRequestReader.Invalid invalid
                ? Answer.refused(Outcome.INVALID, Problem.invalid(invalid.violations()))
                : answered(predictor, (Requests) read, explained);
    }

    private Answer answered(Predictor from, Requests requests, boolean explained) {
        PredictionOutcome outcome = score(from, requests.requests(), explained);
        if (outcome instanceof PredictionOutcome.Predicted predicted) {
            List<PredictionReply> replies =
                    predicted.predictions().stream().map(PredictionReply::of).toList();
            metrics.scored(Channel.REST, replies.size());
            Object entity = requests.array() ? replies : replies.get(0);
            return Answer.ok(entity);
        }
        return Answer.refused(Outcome.UNAVAILABLE, PredictionProblems.of(outcome));
    }

    private PredictionOutcome score(Predictor from, List<PredictionRequest> requests, boolean explained) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return explained ? from.explain(requests, today, explainedNeighbors) : from.predict(requests, today);
    }
}
