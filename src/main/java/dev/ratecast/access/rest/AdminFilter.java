package dev.ratecast.access.rest;

import dev.ratecast.access.Access;
import dev.ratecast.access.Access.Decision;
import dev.ratecast.access.AccessMetrics;
import dev.ratecast.access.AdminOnly;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Lets through to {@link AdminOnly} calls whoever has the admin role. */
@Provider
@AdminOnly
@Priority(Priorities.AUTHENTICATION)
public class AdminFilter implements ContainerRequestFilter {
    // Looked up at each call: filters are made while the application is built, before there is any configuration.
    private final Instance<Access> access;
    private final Instance<AccessMetrics> metrics;
    private final Instance<ProvidedIdentity> identity;

    public AdminFilter(Instance<Access> access, Instance<AccessMetrics> metrics, Instance<ProvidedIdentity> identity) {
        this.access = access;
        this.metrics = metrics;
        this.identity = identity;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        Decision decision = access.get().admin(call.getHeaderString(HttpHeaders.AUTHORIZATION), () -> identity.get()
                .ask());
        if (decision != Decision.GRANTED) {
            metrics.get().adminRefused(decision);
            call.abortWith(Refusals.of(call, decision, "admin-refused"));
        }
    }
}
