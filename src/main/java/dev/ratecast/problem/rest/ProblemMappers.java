package dev.ratecast.problem.rest;

import dev.ratecast.aggregate.AggregatesUnavailableException;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The exception mappers of all REST calls. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        return respond(e.problem());
    }

    @ServerExceptionMapper
    public Response knownRatingsUnavailable(KnownRatingsUnavailableException e) {
        LOG.warnf("event=known-ratings-unavailable cause=\"%s\"", e.getMessage());
        return respond(Problem.unavailable("The known ratings cannot be asked now."));
    }

    @ServerExceptionMapper
    public Response aggregatesUnavailable(AggregatesUnavailableException e) {
        LOG.warnf("event=aggregates-unavailable cause=\"%s\"", e.getMessage());
        return respond(Problem.unavailable("The aggregates cannot be read now."));
    }

    @ServerExceptionMapper
    public Response registryUnavailable(RegistryUnavailableException e) {
        LOG.warnf("event=model-registry-unavailable cause=\"%s\"", e.getMessage());
        return respond(Problem.unavailable("The model registry cannot be asked now."));
    }

    /** What the framework itself refuses: unknown paths, methods and media types. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return fault(e);
        }
        Response response = respond(of(status, uri.getPath()));
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    @ServerExceptionMapper
    public Response fault(Throwable e) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(e, "event=internal-error id=%s", id);
        return respond(Problem.internalError(id));
    }

    private static Problem of(int status, String path) {
        return switch (status) {
            case 404 -> Problem.notFound("There is nothing at " + path + ".");
            case 405 -> Problem.ofStatus(status, "Method Not Allowed", "This path has no such method.");
            case 406 -> Problem.ofStatus(status, "Not Acceptable", "Answers are application/json.");
            case 413 -> Problem.ofStatus(status, "Content Too Large", "The body is larger than the service accepts.");
            case 415 -> Problem.ofStatus(status, "Unsupported Media Type", "The body must be application/json.");
            default -> {
                Response.Status known = Response.Status.fromStatusCode(status);
                String title = known == null ? "Refused" : known.getReasonPhrase();
                yield Problem.ofStatus(status, title, "The call was refused with status " + status + ".");
            }
        };
    }

    private static Response respond(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
