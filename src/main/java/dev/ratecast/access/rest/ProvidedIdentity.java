package dev.ratecast.access.rest;

import dev.ratecast.access.AdminConfig;
import dev.ratecast.access.Identity;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Asks the identity provider (OIDC; its keys, issuer and audience by MicroProfile JWT's configuration keys) about the token
 * of the call under way.
 *
 * <p>The first time its keys are fetched, one caller after another, and a provider that is away keeps each for more than a
 * minute. So until it has answered once a single call asks at a time, and all others are undecided at once.
 */
@Singleton
public class ProvidedIdentity {
    private static final Logger LOG = Logger.getLogger(ProvidedIdentity.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CurrentIdentityAssociation current;
    private final String adminRole;
    private final Duration patience;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile boolean hasAnswered;

    @Inject
    public ProvidedIdentity(CurrentIdentityAssociation current, AdminConfig config) {
        this(current, config, PATIENCE);
    }

    ProvidedIdentity(CurrentIdentityAssociation current, AdminConfig config, Duration patience) {
        this.current = current;
        this.adminRole = config.role();
        this.patience = patience;
    }

    /** Only on a thread that may wait. */
    Identity ask() {
        return asked().await().indefinitely();
    }

    /** The same without waiting; known in bounded time. */
    Uni<Identity> asked() {
        Uni<SecurityIdentity> deferred = current.getDeferredIdentity();
        return Uni.createFrom()
                .item(() -> hasAnswered ? look(deferred) : lookAlone(deferred))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .ifNoItem()
                .after(patience)
                .recoverWithItem(() -> undecided(new TimeoutException()))
                .onFailure()
                .recoverWithItem(ProvidedIdentity::undecided);
    }

    /** Nobody else asks until the answer is there, also where the caller no longer waits for it. */
    private Identity lookAlone(Uni<SecurityIdentity> deferred) {
        if (!isAsked.compareAndSet(false, true)) {
            return Identity.UNDECIDED;
        }
        try {
            return look(deferred);
        } finally {
            isAsked.set(false);
        }
    }

    private Identity look(Uni<SecurityIdentity> deferred) {
        SecurityIdentity identity;
        try {
            identity = deferred.await().indefinitely();
        } catch (AuthenticationFailedException e) {
            if (isOutage(e)) {
                return undecided(e);
            }
            hasAnswered = true;
            return Identity.UNKNOWN;
        }
        if (identity.isAnonymous()) {
            // An empty token, which the keys are not needed for.
            return Identity.UNKNOWN;
        }
        hasAnswered = true;
        return identity.hasRole(adminRole) ? Identity.ADMIN : Identity.CALLER;
    }

    private static Identity undecided(Throwable e) {
        // Not the cause's message: it may quote the token.
        LOG.warnf("event=identity-provider-unavailable cause=%s", e.getClass().getName());
        return Identity.UNDECIDED;
    }

    /** Whether the provider's keys could not be fetched, so that nothing is known about the token. */
    private static boolean isOutage(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
