package dev.ratecast.problem.rest;

import dev.ratecast.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * What the API's description says of all calls alike: whatever is refused is answered with a {@link Problem}, and which
 * refusals any call can meet. A call that describes one of them in its own words keeps these.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribedProblems implements OASFilter {
    /** The name of a problem's schema, which the package's definition adds. */
    static final String SCHEMA = "Problem";

    @Override
    public Operation filterOperation(Operation operation) {
        boolean adminOnly = !isEmpty(operation.getSecurity());
        APIResponses responses = operation.getResponses();
        if (adminOnly) {
            add(responses, "401", "The admin's bearer token is missing or wrong");
            add(responses, "403", "No admin is configured, or the token is not an admin's");
        } else {
            add(responses, "401", "Callers need a bearer token here, and this one is missing or wrong");
        }
        add(responses, "406", "Accept takes neither application/json nor application/problem+json");
        if (operation.getRequestBody() != null) {
            add(responses, "408", "The body did not arrive in time; call again");
            add(responses, "413", "The body is larger than the service accepts");
            add(responses, "415", "The body is not application/json");
        }
        add(responses, "503", "What the call needs cannot be asked now, or there is too much to do; call again");
        responses.getAPIResponses().forEach((status, response) -> {
            if (isRefusal(status) && response.getContent() == null) {
                response.setContent(problem());
            }
        });
        return operation;
    }

    private static void add(APIResponses responses, String status, String description) {
        if (!responses.hasAPIResponse(status)) {
            APIResponse response = OASFactory.createAPIResponse().description(description);
            responses.addAPIResponse(status, response);
        }
    }

    private static boolean isRefusal(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(SCHEMA)));
    }

    private static boolean isEmpty(List<?> list) {
        return list == null || list.isEmpty();
    }
}
