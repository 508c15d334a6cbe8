package dev.ratecast.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides on admin calls by their bearer token. Keeps the token's hash only; comparing takes the same time for all. */
public final class AdminAccess {
    /** Shorter tokens could be guessed. */
    public static final int MIN_TOKEN_LENGTH = 16;

    private static final String SCHEME = "Bearer ";

    /** What is decided. */
    public enum Decision {
        GRANTED,
        /** No token is configured: nobody is admin. */
        NOT_CONFIGURED,
        /** The call shows no bearer token. */
        NO_TOKEN,
        /** The call shows another token. */
        WRONG_TOKEN
    }

    private final byte @Nullable [] tokenHash;

    /**
     * Access by a token.
     *
     * @param token empty where there is no admin
     * @throws IllegalArgumentException where it is too short
     */
    public AdminAccess(Optional<String> token) {
        if (token.isPresent() && token.get().strip().length() < MIN_TOKEN_LENGTH) {
            throw new IllegalArgumentException(
                    "ratecast.admin.token must have at least " + MIN_TOKEN_LENGTH + " characters");
        }
        this.tokenHash = token.map(text -> hash(text.strip())).orElse(null);
    }

    /**
     * Decides on a call.
     *
     * @param authorization its {@code Authorization} header, null where it has none
     */
    public Decision decide(@Nullable String authorization) {
        if (tokenHash == null) {
            return Decision.NOT_CONFIGURED;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Decision.NO_TOKEN;
        }
        byte[] shown = hash(authorization.substring(SCHEME.length()).strip());
        return MessageDigest.isEqual(shown, tokenHash) ? Decision.GRANTED : Decision.WRONG_TOKEN;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
