package dev.ratecast.known.rest;

import dev.ratecast.access.AdminOnly;
import dev.ratecast.known.MemoryInspection;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The call that sums up what the memory of this replica holds. It walks over all ratings, and the memory does not follow meanwhile. */
@Path("/memory")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@Tag(name = "Operations")
public class MemoryResource {
    /** Shorter than {@code quarkus.http.idle-timeout}, which would end the connection instead of an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final MemoryInspection memory;
    private final Eras eras;
    private final RatingScale scale;

    public MemoryResource(MemoryInspection memory, Eras eras, RatingScale scale) {
        this.memory = memory;
        this.eras = eras;
        this.scale = scale;
    }

    @GET
    @AdminOnly
    @SecurityRequirement(name = AdminOnly.SCHEME)
    @Operation(
            operationId = "memory",
            summary = "What the memory of the replica that answers holds: offsets, tallies by era, a checksum")
    @APIResponse(
            responseCode = "200",
            description = "All of one moment; `audit --replica` compares it with the tables",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemoryReply.class)))
    @APIResponse(responseCode = "503", description = "This replica has no memory now")
    public MemoryReply memory() throws InterruptedException {
        return memory.standing(PATIENCE)
                .map(standing -> MemoryReply.of(standing, eras, scale))
                .orElseThrow(() -> new ProblemException(
                        Problem.unavailable("There is no memory now: it is not wanted, or is being filled.")));
    }
}
