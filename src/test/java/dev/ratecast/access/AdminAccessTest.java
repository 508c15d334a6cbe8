package dev.ratecast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.access.AdminAccess.Decision;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminAccessTest {
    private static final String TOKEN = "a-token-of-24-characters";

    @Test
    void without_a_token_nobody_is_admin() {
        AdminAccess access = new AdminAccess(Optional.empty());

        assertThat(access.decide(null)).isEqualTo(Decision.NOT_CONFIGURED);
        assertThat(access.decide("Bearer ")).isEqualTo(Decision.NOT_CONFIGURED);
    }

    @Test
    void the_token_grants_and_nothing_else_does() {
        AdminAccess access = new AdminAccess(Optional.of(TOKEN + "\n"));

        assertThat(access.decide("Bearer " + TOKEN)).isEqualTo(Decision.GRANTED);
        assertThat(access.decide("bearer  " + TOKEN)).isEqualTo(Decision.GRANTED);
        assertThat(access.decide(null)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.decide("Basic " + TOKEN)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.decide(TOKEN)).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.decide("Bearer")).isEqualTo(Decision.NO_TOKEN);
        assertThat(access.decide("Bearer ")).isEqualTo(Decision.WRONG_TOKEN);
        assertThat(access.decide("Bearer " + TOKEN + "x")).isEqualTo(Decision.WRONG_TOKEN);
        assertThat(access.decide("Bearer " + TOKEN.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(Decision.WRONG_TOKEN);
    }

    @Test
    void a_token_that_could_be_guessed_ends_the_start() {
        assertThatThrownBy(() -> new AdminAccess(Optional.of("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16")
                .message()
                .doesNotContain("secret");
    }
}
