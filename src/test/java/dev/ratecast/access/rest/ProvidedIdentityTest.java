package dev.ratecast.access.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.access.AdminConfig;
import dev.ratecast.access.Identity;
import dev.ratecast.testing.Settings;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProvidedIdentityTest {
    private static final Supplier<SecurityIdentity> INVALID = () -> {
        throw new AuthenticationFailedException();
    };
    private static final Supplier<SecurityIdentity> AWAY = () -> {
        throw new AuthenticationFailedException(new IOException("connect timed out"));
    };

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Supplier<SecurityIdentity> provider = INVALID;

    @Test
    void until_the_provider_has_answered_nobody_asks_beside_a_call_that_nobody_waits_for_any_more() {
        CountDownLatch answer = new CountDownLatch(1);
        provider = () -> {
            await(answer);
            throw new AuthenticationFailedException();
        };
        ProvidedIdentity identity = identity(Duration.ofMillis(50));

        for (int i = 0; i < 5; i++) {
            assertThat(identity.ask()).isEqualTo(Identity.UNDECIDED);
        }
        assertThat(asked).hasValue(1);

        answer.countDown();
        Awaitility.await().until(() -> identity.ask() == Identity.UNKNOWN);
    }

    @Test
    void a_provider_that_is_away_and_an_empty_token_are_no_answer() {
        ProvidedIdentity identity = identity(Duration.ofSeconds(30));
        provider = AWAY;
        assertThat(identity.ask()).isEqualTo(Identity.UNDECIDED);
        provider = () -> QuarkusSecurityIdentity.builder().setAnonymous(true).build();
        assertThat(identity.ask()).isEqualTo(Identity.UNKNOWN);

        assertThat(askedBesideOneThatWaits(identity)).isEqualTo(Identity.UNDECIDED);
    }

    @Test
    void once_the_provider_has_answered_calls_ask_beside_each_other() {
        ProvidedIdentity identity = identity(Duration.ofSeconds(30));
        assertThat(identity.ask()).isEqualTo(Identity.UNKNOWN);

        assertThat(askedBesideOneThatWaits(identity)).isEqualTo(Identity.ADMIN);
    }

    private Identity askedBesideOneThatWaits(ProvidedIdentity identity) {
        CountDownLatch answer = new CountDownLatch(1);
        int before = asked.get();
        provider = () -> {
            await(answer);
            throw new AuthenticationFailedException();
        };
        identity.asked().subscribe().with(ignored -> {});
        Awaitility.await().until(() -> asked.get() == before + 1);
        provider = () -> QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("someone"))
                .addRole("admin")
                .build();
        try {
            return identity.ask();
        } finally {
            answer.countDown();
        }
    }

    private static void await(CountDownLatch answer) {
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProvidedIdentity identity(Duration patience) {
        CurrentIdentityAssociation current = new CurrentIdentityAssociation() {
            @Override
            public void setIdentity(SecurityIdentity identity) {}

            @Override
            public void setIdentity(Uni<SecurityIdentity> identity) {}

            @Override
            public SecurityIdentity getIdentity() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Uni<SecurityIdentity> getDeferredIdentity() {
                return Uni.createFrom().item(() -> {
                    Supplier<SecurityIdentity> now = provider;
                    asked.incrementAndGet();
                    return now.get();
                });
            }
        };
        return new ProvidedIdentity(current, Settings.of(AdminConfig.class, Map.of()), patience);
    }
}
