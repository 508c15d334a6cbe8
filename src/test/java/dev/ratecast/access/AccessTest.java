package dev.ratecast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.access.Access.Decision;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String ADMIN = "a-token-of-24-characters";
    private static final String CALLER = "another-of-24-characters";
    private static final Supplier<Identity> NOT_ASKED = () -> {
        throw new AssertionError("the identity provider is not asked");
    };

    @Test
    void without_a_token_and_a_provider_nobody_is_admin_and_everybody_may_call() {
        Access access = access(null, null, false, false);

        assertThat(access.admin(null, NOT_ASKED)).isEqualTo(Decision.NOT_CONFIGURED);
        assertThat(access.admin("Bearer ", NOT_ASKED)).isEqualTo(Decision.NOT_CONFIGURED);
        assertThat(access.caller(null, NOT_ASKED)).isEqualTo(Decision.GRANTED);
    }

    @Test
    void the_token_grants_and_nothing_else_does() {
        Access access = access(ADMIN + "\n", null, false, false);

        assertThat(access.admin("Bearer " + ADMIN, NOT_ASKED)).isEqualTo(Decision.GRANTED);
        assertThat(access.admin("bearer  " + ADMIN, NOT_ASKED)).isEqualTo(Decision.GRANTED);
        assertThat(access.admin(null, NOT_ASKED)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.admin("Basic " + ADMIN, NOT_ASKED)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.admin(ADMIN, NOT_ASKED)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.admin("Bearer", NOT_ASKED)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.admin("Bearer ", NOT_ASKED)).isEqualTo(Decision.WRONG_TOKEN);
        assertThat(access.admin("Bearer " + ADMIN + "x", NOT_ASKED)).isEqualTo(Decision.WRONG_TOKEN);
        assertThat(access.admin("Bearer " + ADMIN.toUpperCase(Locale.ROOT), NOT_ASKED))
                .isEqualTo(Decision.WRONG_TOKEN);
    }

    @Test
    void where_every_call_needs_a_token_callers_have_theirs_and_the_admin_may_do_what_they_may() {
        Access access = access(ADMIN, CALLER, true, false);

        assertThat(access.caller("Bearer " + CALLER, NOT_ASKED)).isEqualTo(Decision.GRANTED);
        assertThat(access.caller("Bearer " + ADMIN, NOT_ASKED)).isEqualTo(Decision.GRANTED);
        assertThat(access.caller(null, NOT_ASKED)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.caller("Bearer nonsense", NOT_ASKED)).isEqualTo(Decision.WRONG_TOKEN);
        assertThat(access.admin("Bearer " + CALLER, NOT_ASKED)).isEqualTo(Decision.NOT_ADMIN);
    }

    @Test
    void a_token_that_is_not_ours_is_the_identity_providers_to_judge() {
        Access access = access(ADMIN, null, true, true);

        assertThat(access.admin("Bearer t", () -> Identity.ADMIN)).isEqualTo(Decision.GRANTED);
        assertThat(access.admin("Bearer t", () -> Identity.CALLER)).isEqualTo(Decision.NOT_ADMIN);
        assertThat(access.admin("Bearer t", () -> Identity.UNKNOWN)).isEqualTo(Decision.WRONG_TOKEN);
        assertThat(access.admin("Bearer t", () -> Identity.UNDECIDED)).isEqualTo(Decision.UNDECIDED);
        assertThat(access.caller("Bearer t", () -> Identity.CALLER)).isEqualTo(Decision.GRANTED);
        assertThat(access.caller("Bearer t", () -> Identity.UNKNOWN)).isEqualTo(Decision.WRONG_TOKEN);
        assertThat(access.admin("Bearer " + ADMIN, NOT_ASKED)).isEqualTo(Decision.GRANTED);
        assertThat(access.admin(null, NOT_ASKED)).isEqualTo(Decision.NO_TOKEN);
    }

    @Test
    void what_would_open_too_much_or_nothing_ends_the_start_and_shows_no_token() {
        assertThatThrownBy(() -> access("secret", null, false, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16")
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> access(ADMIN, ADMIN, false, false))
                .hasMessageContaining("every caller would be admin")
                .message()
                .doesNotContain(ADMIN);
        assertThatThrownBy(() -> access(null, null, true, false)).hasMessageContaining("nobody could call");
    }

    @Test
    void a_variable_without_a_value_is_no_token() {
        AdminConfig config = new SmallRyeConfigBuilder()
                .withMapping(AdminConfig.class)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(Map.of("RATECAST_ADMIN_TOKEN", ""), 300))
                .build()
                .getConfigMapping(AdminConfig.class);

        assertThat(config.token()).isEmpty();
    }

    private static Access access(
            @Nullable String admin, @Nullable String caller, boolean required, boolean identityProvider) {
        AdminConfig adminConfig = new AdminConfig() {
            @Override
            public Optional<String> token() {
                return Optional.ofNullable(admin);
            }

            @Override
            public String role() {
                return "admin";
            }
        };
        AccessConfig config = new AccessConfig() {
            @Override
            public boolean required() {
                return required;
            }

            @Override
            public Optional<String> token() {
                return Optional.ofNullable(caller);
            }
        };
        return new Access(adminConfig, config, identityProvider);
    }
}
