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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
    private static final int LOOKS = 50;
    private static final long PAUSE_MILLIS = 100;

    private final CustomerErasure erasure;

    public ErasureResource(CustomerErasure erasure) {
        this.erasure = erasure;
    }

    @DELETE
    @Path("customers/{id}")
    @AdminOnly
    @SecurityRequirement(name = AdminOnly.SCHEME)
    @Operation(
            operationId = "erase",
            summary = "Erases everything about a customer; an unknown one is no matter, and again does no harm")
    @APIResponse(responseCode = "204", description = "Erased from the database; memories follow as they read the event")
    @APIResponse(responseCode = "202", description = "The event is written; it takes longer than 5 s to apply")
    @APIResponse(responseCode = "503", description = "The broker does not take the event; call again")
    public Response erase(@PathParam("id") String id) throws InterruptedException {
        CustomerId customer = new CustomerId(PathId.parse("customer_id", id, CustomerId.MAX_VALUE));
        Written written;
        try {
            written = erasure.begin(customer);
        } catch (StoreUnavailableException e) {
            LOG.warnf("event=erasure-not-written cause=\"%s\"", e.getMessage());
            throw new ProblemException(
                    Problem.ofStatus(503, "Service Unavailable", "The broker does not take the erasure now."));
        }
        for (int look = 0; look < LOOKS; look++) {
            if (erasure.isApplied(written)) {
                return Response.noContent().build();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Response.accepted().build();
    }
}
