package dev.ratecast.access.rest;

import dev.ratecast.access.AdminAccess;
import dev.ratecast.access.AdminAccess.Decision;
import dev.ratecast.access.AdminMetrics;
import dev.ratecast.access.AdminOnly;
import dev.ratecast.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Lets through to {@link AdminOnly} calls whoever has the admin role. */
@Provider
@AdminOnly
@Priority(Priorities.AUTHENTICATION)
public class AdminFilter implements ContainerRequestFilter {
    private static final Logger LOG = Logger.getLogger(AdminFilter.class);

    /** Ids in paths: a log that named a customer would outlive the customer's erasure. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    // Looked up at each call: filters are made while the application is built, before there is any configuration.
    private final Instance<AdminAccess> access;
    private final Instance<AdminMetrics> metrics;

    public AdminFilter(Instance<AdminAccess> access, Instance<AdminMetrics> metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        Decision decision = access.get().decide(call.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (decision == Decision.GRANTED) {
            return;
        }
        metrics.get().refused(decision);
        LOG.warnf(
                "event=admin-refused reason=%s method=%s path=%s",
                decision,
                call.getMethod(),
                DIGITS.matcher(call.getUriInfo().getPath()).replaceAll("{id}"));
        call.abortWith(refusal(decision));
    }

    private static Response refusal(Decision decision) {
        if (decision == Decision.NOT_CONFIGURED) {
            return respond(Problem.ofStatus(
                            403, "Forbidden", "Admin calls are switched off: ratecast.admin.token is not configured."))
                    .build();
        }
        return respond(Problem.ofStatus(401, "Unauthorized", "This call needs the admin's bearer token."))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"ratecast\"")
                .build();
    }

    private static Response.ResponseBuilder respond(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
