package dev.ratecast.access.rest;

import dev.ratecast.access.AdminConfig;
import dev.ratecast.access.Identity;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Asks the identity provider (OIDC; its keys, issuer and audience by MicroProfile JWT's configuration keys) about the token of the call under way. */
@Singleton
public class ProvidedIdentity {
    private static final Logger LOG = Logger.getLogger(ProvidedIdentity.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CurrentIdentityAssociation current;
    private final String adminRole;

    public ProvidedIdentity(CurrentIdentityAssociation current, AdminConfig config) {
        this.current = current;
        this.adminRole = config.role();
    }

    /** Only on a thread that may wait: the provider's keys may have to be fetched first. */
    Identity ask() {
        try {
            return asked().await().atMost(PATIENCE);
        } catch (RuntimeException e) {
            return undecided(e);
        }
    }

    /** The same without waiting. */
    Uni<Identity> asked() {
        return current.getDeferredIdentity()
                .map(this::of)
                .onFailure()
                .recoverWithItem(failure -> failure instanceof AuthenticationFailedException && !isOutage(failure)
                        ? Identity.UNKNOWN
                        : undecided(failure));
    }

    private Identity of(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return Identity.UNKNOWN;
        }
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
