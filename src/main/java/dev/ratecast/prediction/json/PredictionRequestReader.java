package dev.ratecast.prediction.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratecast.json.FieldReader;
import dev.ratecast.json.StrictJson;
import dev.ratecast.json.Violation;
import dev.ratecast.json.Violation.Code;
import dev.ratecast.prediction.PredictionRequest;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of a prediction call: one request as an object, or several as an array. */
public final class PredictionRequestReader {
    /** More wrong fields than this are not listed. */
    private static final int MOST_VIOLATIONS = 100;

    private final int maxBatch;

    /**
     * A reader with a limit.
     *
     * @param maxBatch how many requests an array may hold, at least 1
     */
    public PredictionRequestReader(int maxBatch) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("ratecast.prediction.max-batch must be at least 1, not " + maxBatch);
        }
        this.maxBatch = maxBatch;
    }

    /** What reading gave. */
    public sealed interface Body {}

    /**
     * A valid body.
     *
     * @param array whether the requests came in an array, so that the reply is one too
     */
    public record Requests(List<PredictionRequest> requests, boolean array) implements Body {}

    /** An invalid body, with every wrong field (the first hundred of them). */
    public record Invalid(List<Violation> violations) implements Body {}

    /** Reads a body; {@code null} counts as empty. */
    public Body read(byte @Nullable [] body) {
        StrictJson.Reading reading = StrictJson.read(body);
        if (reading instanceof StrictJson.Refused refused) {
            return new Invalid(List.of(refused.violation()));
        }
        JsonNode node = ((StrictJson.Value) reading).node();
        if (node.isArray() && node.size() > maxBatch) {
            return new Invalid(List.of(Violation.ofDocument(
                    Code.TOO_LONG, "must hold at most " + maxBatch + " requests, not " + node.size())));
        }
        List<Violation> violations = new ArrayList<>();
        List<PredictionRequest> requests = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size() && violations.size() < MOST_VIOLATIONS; i++) {
                read(new FieldReader(node.get(i), "[" + i + "]", violations), requests);
            }
        } else {
            read(new FieldReader(node, "", violations), requests);
        }
        return violations.isEmpty()
                ? new Requests(List.copyOf(requests), node.isArray())
                : new Invalid(List.copyOf(violations));
    }

    private static void read(FieldReader fields, List<PredictionRequest> requests) {
        long customer = fields.requiredId("customer_id");
        long movie = fields.requiredId("movie_id");
        Long ratedAt = fields.optionalDate("rating_date");
        Integer releaseYear = fields.optionalYear("release_year");
        String title = fields.optionalTitle("title");
        if (fields.isValid()) {
            requests.add(
                    new PredictionRequest(new CustomerId(customer), new MovieId(movie), ratedAt, releaseYear, title));
        }
    }
}
