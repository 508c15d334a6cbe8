package dev.ratecast.problem.rest;

import dev.ratecast.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Tells whoever gets a 503 when to come again. */
@Provider
public class RetryAfter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext response) {
        if (response.getStatus() == 503 && !response.getHeaders().containsKey(HttpHeaders.RETRY_AFTER)) {
            response.getHeaders().add(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
        }
    }
}
