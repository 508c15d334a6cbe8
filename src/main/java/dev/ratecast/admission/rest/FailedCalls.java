package dev.ratecast.admission.rest;

import dev.ratecast.admission.AdmissionConfig;
import dev.ratecast.problem.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls that fail where no exception mapper sees them, because they never come to a resource: those without
 * a Host header, and those that ask for something other than a path. Quarkus would log each as an error of the service.
 */
@Singleton
final class FailedCalls {
    private static final Logger LOG = Logger.getLogger(FailedCalls.class);

    /** Behind every handler that may know better what a failure means, and before Quarkus's last one. */
    private static final int LAST_BUT_ONE = Integer.MAX_VALUE - 1;

    private final AdmissionConfig config;

    FailedCalls(AdmissionConfig config) {
        this.config = config;
    }

    void register(@Observes Router router) {
        router.route().order(LAST_BUT_ONE).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten() || response.writeQueueFull()) {
            PipelinedCalls.cutOff(context);
            return;
        }
        int status = context.statusCode();
        boolean callersFault = 400 <= status && status < 500;
        ProblemAnswer.send(context, callersFault ? refused(status) : fault(context.failure()), config.bodyTimeout());
    }

    private static Problem refused(int status) {
        return switch (status) {
            case 400 -> Problem.ofStatus(status, "Bad Request", "The call needs a path and a Host header.");
            case 404 -> Problem.notFound("There is nothing at this address.");
            default ->
                Problem.ofStatus(
                        status,
                        HttpResponseStatus.valueOf(status).reasonPhrase(),
                        "The call was refused with status " + status + ".");
        };
    }

    private static Problem fault(@Nullable Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "event=internal-error id=%s", id);
        return Problem.internalError(id);
    }
}
