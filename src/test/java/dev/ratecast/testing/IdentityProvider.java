package dev.ratecast.testing;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** An OIDC provider as the service sees one: it publishes its key, over HTTP, and signs tokens. */
public final class IdentityProvider implements QuarkusTestResourceLifecycleManager {
    public static final String ISSUER = "https://identity.test";
    public static final String AUDIENCE = "ratecast";

    // A system property, because Quarkus loads test classes in a class loader of its own.
    private static final String KEY = "test.identity-provider.key";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Whoever holds it keeps the provider from answering. */
    private final Lock silence = new ReentrantLock();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        KeyPair pair = newKeyPair();
        System.setProperty(
                KEY, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        byte[] keys = jwks((RSAPublicKey) pair.getPublic()).getBytes(StandardCharsets.UTF_8);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", call -> {
            silence.lock();
            try {
                call.getResponseHeaders().add("content-type", "application/json");
                call.sendResponseHeaders(200, keys.length);
                call.getResponseBody().write(keys);
                call.close();
            } finally {
                silence.unlock();
            }
        });
        server.start();
        return Map.of(
                "mp.jwt.verify.publickey.location",
                "http://localhost:" + server.getAddress().getPort() + "/keys",
                "mp.jwt.verify.issuer",
                ISSUER,
                "mp.jwt.verify.audiences",
                AUDIENCE);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(silence, new TestInjector.MatchesType(Lock.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** A token of the provider, for ten minutes. */
    public static String token(String audience, String... groups) {
        return token(ISSUER, audience, Instant.now().plus(Duration.ofMinutes(10)), ourKey(), groups);
    }

    /** A token that ended a while ago. */
    public static String expiredToken(String... groups) {
        return token(ISSUER, AUDIENCE, Instant.now().minus(Duration.ofMinutes(10)), ourKey(), groups);
    }

    /** A token that somebody else signed. */
    public static String forgedToken(String... groups) {
        return token(
                ISSUER,
                AUDIENCE,
                Instant.now().plus(Duration.ofMinutes(10)),
                newKeyPair().getPrivate(),
                groups);
    }

    /** A token of another issuer, signed with the provider's key. */
    public static String foreignToken(String... groups) {
        return token("https://other.test", AUDIENCE, Instant.now().plus(Duration.ofMinutes(10)), ourKey(), groups);
    }

    /** A token that says that it needs no signature. */
    public static String unsignedToken(String... groups) {
        return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")
                + "."
                + encode(claims(ISSUER, AUDIENCE, Instant.now().plus(Duration.ofMinutes(10)), groups)) + ".";
    }

    private static String token(String issuer, String audience, Instant expires, PrivateKey key, String... groups) {
        String signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"one\"}")
                + "."
                + encode(claims(issuer, audience, expires, groups));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String claims(String issuer, String audience, Instant expires, String... groups) {
        return "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"someone\",\"upn\":\"someone\",\"iat\":%d,\"exp\":%d,\"groups\":[%s]}"
                .formatted(
                        issuer,
                        audience,
                        expires.getEpochSecond() - 600,
                        expires.getEpochSecond(),
                        groups.length == 0 ? "" : "\"" + String.join("\",\"", groups) + "\"");
    }

    private static String jwks(RSAPublicKey key) {
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"one\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(encode(key.getModulus()), encode(key.getPublicExponent()));
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey ourKey() {
        try {
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(KEY));
            return java.security.KeyFactory.getInstance("RSA")
                    .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
