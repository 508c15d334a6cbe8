package dev.ratecast.access.rest;

import dev.ratecast.access.Access;
import dev.ratecast.access.Access.Decision;
import dev.ratecast.access.AccessMetrics;
import dev.ratecast.access.Identity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Keeps callers without a token from every call, where one is required. Never waits: predictions are called on the event loop. */
public class CallerFilter {
    private final Instance<Access> access;
    private final Instance<AccessMetrics> metrics;
    private final Instance<ProvidedIdentity> identity;

    public CallerFilter(Instance<Access> access, Instance<AccessMetrics> metrics, Instance<ProvidedIdentity> identity) {
        this.access = access;
        this.metrics = metrics;
        this.identity = identity;
    }

    /** The refusal, or nothing where the call may go on. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 1)
    public Uni<@Nullable Response> filter(ContainerRequestContext call) {
        String authorization = call.getHeaderString(HttpHeaders.AUTHORIZATION);
        AtomicBoolean asked = new AtomicBoolean();
        Decision decision = access.get().caller(authorization, () -> {
            asked.set(true);
            return Identity.UNKNOWN;
        });
        if (!asked.get()) {
            return Uni.createFrom().item(() -> answer(call, decision));
        }
        return identity.get().asked().map(known -> answer(call, access.get().caller(authorization, () -> known)));
    }

    private @Nullable Response answer(ContainerRequestContext call, Decision decision) {
        if (decision == Decision.GRANTED) {
            return null;
        }
        metrics.get().callerRefused(decision);
        return Refusals.of(call, decision, "call-refused");
    }
}
