package dev.ratecast.model.rest;

import dev.ratecast.access.AdminOnly;
import dev.ratecast.admission.DatabaseLimit;
import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.model.Activation;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.model.ServedModels;
import dev.ratecast.model.rest.ModelReplies.Models;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The calls about model versions. */
@Path("/models")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Blocking
@Tag(name = "Models")
public class ModelResource {
    private static final Logger LOG = Logger.getLogger(ModelResource.class);

    private final ModelRegistry registry;
    private final ServedModels served;
    private final ActiveFactors factors;
    private final DatabaseLimit limit;

    public ModelResource(ModelRegistry registry, ServedModels served, ActiveFactors factors, DatabaseLimit limit) {
        this.registry = registry;
        this.served = served;
        this.factors = factors;
        this.limit = limit;
    }

    @GET
    @Operation(
            operationId = "models",
            summary = "The published model versions with their metrics, and what the replica that answers uses")
    @APIResponse(
            responseCode = "200",
            description = "All versions, the one trained last first; none where the registry cannot be asked now",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Models.class)))
    public Models models() {
        ServedModels.InUse inUse = served.inUse();
        List<ModelReplies.Version> versions;
        String state = "available";
        try {
            versions = limit.read(registry::list).stream()
                    .map(version -> ModelReplies.of(version, served))
                    .toList();
        } catch (RegistryUnavailableException e) {
            LOG.warnf("event=model-registry-unavailable cause=\"%s\"", e.getMessage());
            versions = List.of();
            state = "unavailable";
        }
        String factorVersion = factors.current().version();
        return new Models(
                ModelReplies.of(inUse.active()),
                ModelReplies.of(inUse.shadow()),
                factorVersion.isEmpty() ? null : factorVersion,
                state,
                versions);
    }

    @POST
    @Path("{version}/activate")
    @AdminOnly
    @SecurityRequirement(name = AdminOnly.SCHEME)
    @Operation(
            operationId = "activate",
            summary = "Makes a version the one that serves: here at once, in all replicas within 10 s")
    @APIResponse(
            responseCode = "200",
            description = "It serves; activating the previous one goes back",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ModelReplies.Activated.class)))
    @APIResponse(responseCode = "404", description = "The version is unknown")
    @APIResponse(responseCode = "409", description = "The version cannot be loaded; what served goes on serving")
    @APIResponse(responseCode = "503", description = "The registry cannot be asked now")
    public ModelReplies.Activated activate(@PathParam("version") String version) {
        Activation activation = served.activate(version);
        if (activation instanceof Activation.UnknownVersion) {
            throw new ProblemException(Problem.notFound("No model version is called " + version + "."));
        }
        if (activation instanceof Activation.Unloadable unloadable) {
            LOG.warnf("event=activation-refused model=%s reason=\"%s\"", version, unloadable.reason());
            throw new ProblemException(Problem.refusedModel(unloadable.reason()));
        }
        Activation.Activated activated = (Activation.Activated) activation;
        LOG.infof("event=activated model=%s previous=%s", activated.version(), activated.previous());
        return new ModelReplies.Activated(activated.version(), activated.previous());
    }
}
