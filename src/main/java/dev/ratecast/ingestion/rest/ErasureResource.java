package dev.ratecast.ingestion.rest;

import dev.ratecast.access.AdminOnly;
import dev.ratecast.ingestion.CustomerErasure;
import dev.ratecast.ingestion.ErasureLog.Written;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.problem.PathId;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import dev.ratecast.rating.CustomerId;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The call that erases a customer: it writes the event, and says whether that is applied already. */
@Path("/")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@Tag(name = "Operations")
public class ErasureResource {
    private static final Logger LOG = Logger.getLogger(ErasureResource.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;

    private final CustomerErasure erasure;
    private final Duration patience;

    @Inject
    public ErasureResource(CustomerErasure erasure) {
        this(erasure, PATIENCE);
    }

    ErasureResource(CustomerErasure erasure, Duration patience) {
        this.erasure = erasure;
        this.patience = patience;
    }

    @DELETE
    @Path("customers/{id}")
    @AdminOnly
    @SecurityRequirement(name = AdminOnly.SCHEME)
    @Operation(
            operationId = "erase",
            summary = "Erases everything about a customer; unknown customers and repeated calls are accepted")
    @APIResponse(responseCode = "204", description = "Erased from the database; memories follow as they read the event")
    @APIResponse(
            responseCode = "202",
            description = "The event is written; it takes longer than 5 s to apply, or the database cannot be asked")
    @APIResponse(responseCode = "400", description = "No such id can exist")
    @APIResponse(responseCode = "503", description = "The broker does not take the event; call again")
    public Response erase(@PathParam("id") String id) throws InterruptedException {
        CustomerId customer = new CustomerId(PathId.parse("customer_id", id));
        Written written;
        try {
            written = erasure.begin(customer);
        } catch (StoreUnavailableException e) {
            LOG.warnf("event=erasure-not-written cause=\"%s\"", e.getMessage());
            throw new ProblemException(Problem.unavailable("The broker does not take the erasure now."));
        }
        return (isSoonApplied(written) ? Response.noContent() : Response.accepted()).build();
    }

    /** Looks until the patience is over. A store that cannot be asked is not asked again: each look may wait for long. */
    private boolean isSoonApplied(Written written) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            while (!erasure.isApplied(written)) {
                if (System.nanoTime() - begin >= patience.toNanos()) {
                    return false;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return true;
        } catch (StoreUnavailableException e) {
            LOG.warnf("event=erasure-not-looked-after cause=\"%s\"", e.getMessage());
            return false;
        }
    }
}
