package dev.ratecast.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides on calls by their bearer token: a configured token of the admin or of callers, else what the identity
 * provider says, where there is one. The admin may do what callers may.
 */
public final class Access {
    private static final String ADMIN_KEY = "ratecast.admin.token";
    private static final String CALLER_KEY = "ratecast.access.token";
    private static final String SCHEME = "Bearer ";

    /** What is decided. */
    public enum Decision {
        GRANTED,
        /** Neither a token nor an identity provider is configured: nobody is admin. */
        NOT_CONFIGURED,
        /** The call shows no bearer token. */
        NO_TOKEN,
        /** The call shows a token that nobody knows. */
        WRONG_TOKEN,
        /** The call shows a valid token, of somebody who is no admin. */
        NOT_ADMIN,
        /** The identity provider cannot be asked now. */
        UNDECIDED
    }

    private final @Nullable BearerToken admin;
    private final @Nullable BearerToken caller;
    private final boolean provider;
    private final boolean required;

    /**
     * Access by these tokens.
     *
     * @param provider whether an identity provider is configured
     * @throws IllegalArgumentException where a token is too short, callers have the admin's, or nobody could call
     */
    public Access(AdminConfig adminConfig, AccessConfig config, boolean provider) {
        this.admin = token(ADMIN_KEY, adminConfig.token());
        this.caller = token(CALLER_KEY, config.token());
        this.provider = provider;
        this.required = config.required();
        if (admin != null && config.token().map(admin::is).orElse(false)) {
            throw new IllegalArgumentException(
                    CALLER_KEY + " must not be " + ADMIN_KEY + ": every caller would be admin");
        }
        if (required && admin == null && caller == null && !provider) {
            throw new IllegalArgumentException("ratecast.access.required is true, but nobody could call: set "
                    + CALLER_KEY + ", " + ADMIN_KEY + " or an identity provider (mp.jwt.verify.publickey.location)");
        }
    }

    /**
     * Decides on an admin call.
     *
     * @param authorization its {@code Authorization} header, null where it has none
     * @param identity asks the identity provider about the call
     */
    public Decision admin(@Nullable String authorization, Supplier<Identity> identity) {
        if (admin == null && !provider) {
            return Decision.NOT_CONFIGURED;
        }
        return decide(authorization, identity, Decision.NOT_ADMIN);
    }

    /** Decides on any other call, with the same arguments. */
    public Decision caller(@Nullable String authorization, Supplier<Identity> identity) {
        return required ? decide(authorization, identity, Decision.GRANTED) : Decision.GRANTED;
    }

    private Decision decide(@Nullable String authorization, Supplier<Identity> identity, Decision ofCallers) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Decision.NO_TOKEN;
        }
        String shown = authorization.substring(SCHEME.length());
        // Both are compared, always: the time must not tell which one was meant.
        boolean isAdmin = admin != null && admin.is(shown);
        boolean isCaller = caller != null && caller.is(shown);
        if (isAdmin) {
            return Decision.GRANTED;
        }
        if (isCaller) {
            return ofCallers;
        }
        return provider ? decide(identity.get(), ofCallers) : Decision.WRONG_TOKEN;
    }

    private static Decision decide(Identity identity, Decision ofCallers) {
        return switch (identity) {
            case ADMIN -> Decision.GRANTED;
            case CALLER -> ofCallers;
            case UNKNOWN -> Decision.WRONG_TOKEN;
            case UNDECIDED -> Decision.UNDECIDED;
        };
    }

    private static @Nullable BearerToken token(String key, Optional<String> configured) {
        return configured.map(token -> new BearerToken(key, token)).orElse(null);
    }
}
