package dev.ratecast.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratecast.json.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body that says why a call cannot be served (RFC 9457).
 *
 * @param type a URN that names the kind of problem
 * @param title the kind of problem, for people
 * @param status the HTTP status, over Kafka too
 * @param detail what is wrong this time
 * @param instance a URN that the log names as well, null where there is nothing to look up
 * @param errors every wrong field; empty where no field is to blame
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type, String title, int status, String detail, @Nullable String instance, List<FieldError> errors) {
    /** The media type of a problem as JSON. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** When to come again after a 503: the value of {@code Retry-After}. */
    public static final String RETRY_AFTER_SECONDS = "2";

    /**
     * A wrong field.
     *
     * @param field its path, such as {@code [3].movie_id}; {@code $} is the whole body
     * @param code what kind of wrong, for programs
     * @param message what is wrong, for people
     */
    public record FieldError(String field, String code, String message) {}

    /** The body of the call is wrong. */
    public static Problem invalid(List<Violation> violations) {
        List<FieldError> errors = violations.stream()
                .map(violation -> new FieldError(
                        violation.field().isEmpty() ? "$" : violation.field(),
                        violation.code().text(),
                        violation.message()))
                .toList();
        String detail = errors.size() == 1 ? errors.get(0).message() : errors.size() + " things are wrong";
        return new Problem(type("invalid-request"), "Invalid request", 400, detail, null, errors);
    }

    /** A parameter of the call's address is wrong. */
    public static Problem invalidParameter(String name, Violation.Code code, String message) {
        return invalid(List.of(new Violation(name, code, message)));
    }

    /** What was asked for does not exist. */
    public static Problem notFound(String detail) {
        return new Problem(type("not-found"), "Not found", 404, detail, null, List.of());
    }

    /** A model version cannot be used; a retry does not help. */
    public static Problem refusedModel(String detail) {
        return new Problem(type("refused-model"), "Model refused", 409, detail, null, List.of());
    }

    /** Nothing is wrong with the call, and a retry may help. */
    public static Problem unavailable(String detail) {
        return new Problem(type("unavailable"), "Service unavailable", 503, detail, null, List.of());
    }

    /** Nothing is wrong with the call, but there are more than can be served; a retry helps once there are fewer. */
    public static Problem overloaded(String detail) {
        return new Problem(type("overloaded"), "Overloaded", 503, detail, null, List.of());
    }

    /** The request waited too long to be worth an answer. */
    public static Problem expired(String detail) {
        return new Problem(type("expired"), "Request expired", 408, detail, null, List.of());
    }

    /**
     * A fault of the service.
     *
     * @param id a random id that the log entry carries too
     */
    public static Problem internalError(String id) {
        return new Problem(
                type("internal-error"),
                "Internal error",
                500,
                "The service failed; its log says why under the id in \"instance\".",
                "urn:uuid:" + id,
                List.of());
    }

    /** A problem that HTTP's own status says all about. */
    public static Problem ofStatus(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null, List.of());
    }

    private static String type(String name) {
        return "urn:ratecast:problem:" + name;
    }
}
