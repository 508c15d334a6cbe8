package dev.ratecast.access.rest;

import dev.ratecast.access.Access.Decision;
import dev.ratecast.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The answers to calls that are not granted. */
final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    /** Ids in paths: a log that named a customer would outlive the customer's erasure. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private Refusals() {}

    /** The answer, said in the log too; what the caller showed stays out of it. */
    static Response of(ContainerRequestContext call, Decision decision, String event) {
        LOG.warnf(
                "event=%s reason=%s method=%s path=%s",
                event,
                decision,
                call.getMethod(),
                DIGITS.matcher(call.getUriInfo().getRequestUri().getRawPath()).replaceAll("{id}"));
        return refusal(decision);
    }

    private static Response refusal(Decision decision) {
        return switch (decision) {
            case NOT_CONFIGURED ->
                respond(Problem.ofStatus(
                                403,
                                "Forbidden",
                                "Admin calls are switched off: neither ratecast.admin.token nor an identity provider is"
                                        + " configured."))
                        .build();
            case NOT_ADMIN ->
                respond(Problem.ofStatus(403, "Forbidden", "This call needs the admin's role."))
                        .build();
            case UNDECIDED ->
                respond(Problem.unavailable("The identity provider cannot be asked now."))
                        .build();
            case NO_TOKEN, WRONG_TOKEN ->
                respond(Problem.ofStatus(401, "Unauthorized", "This call needs a valid bearer token."))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"ratecast\"")
                        .build();
            case GRANTED -> throw new IllegalArgumentException("a granted call is not refused");
        };
    }

    private static Response.ResponseBuilder respond(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
