package dev.ratecast.problem.rest;

import dev.ratecast.problem.Problem;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says which methods a path has, to whoever called it by another one or asked for them. The framework would say nothing, and
 * those of all paths together: its resources lie below one root.
 */
@Provider
public class AllowedMethods implements ContainerResponseFilter {
    private static final String READ = "GET, HEAD, OPTIONS";
    private static final String POST = "OPTIONS, POST";

    private static final Map<Pattern, String> BY_PATH = Map.of(
                    "", POST,
                    "/predictions", POST,
                    "/customers/[^/]+", "DELETE, " + READ,
                    "/customers/[^/]+/recommendations", READ,
                    "/movies/[^/]+", READ,
                    "/eras", READ,
                    "/models", READ,
                    "/models/[^/]+/activate", POST,
                    "/memory", READ)
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(path -> Pattern.compile(path.getKey() + "/?"), Map.Entry::getValue));

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext response) {
        boolean isAsked = call.getMethod().equals(HttpMethod.OPTIONS);
        if (!isAsked && response.getStatus() != 405) {
            return;
        }
        String path = call.getUriInfo().getPath();
        Optional<String> methods = BY_PATH.entrySet().stream()
                .filter(known -> known.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .findFirst();
        if (methods.isPresent()) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, methods.get());
        } else if (isAsked) {
            response.getHeaders().remove(HttpHeaders.ALLOW);
            response.setStatus(404);
            response.setEntity(
                    Problem.notFound("There is nothing at " + path + "."),
                    new Annotation[0],
                    MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }
}
