package dev.ratecast.access;

import dev.ratecast.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A configured bearer token. Keeps the token's hash only; comparing takes the same time for all. */
public final class BearerToken {
    /** Shorter tokens could be guessed. */
    public static final int MIN_LENGTH = 16;

    private final byte[] hash;

    /**
     * A token.
     *
     * @param key the configuration key that it comes from
     * @throws IllegalArgumentException where it is too short; the message does not show it
     */
    public BearerToken(String key, String token) {
        if (token.strip().length() < MIN_LENGTH) {
            throw new IllegalArgumentException(key + " must have at least " + MIN_LENGTH + " characters");
        }
        this.hash = hash(token);
    }

    /** Whether a call that shows this text shows the token. */
    public boolean is(String shown) {
        return MessageDigest.isEqual(hash(shown), hash);
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.strip().getBytes(StandardCharsets.UTF_8));
    }
}
