package dev.ratecast.aggregate.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"08001", "08006", "28P01", "3D000", "53300", "53100", "55000", "57P01", "57P03", "57P05", "58030"
            })
    void a_server_that_lets_nobody_in_or_cannot_serve_is_away(String state) {
        assertThat(ConnectionFailures.isOne(failure(state))).isTrue();
    }

    /** No room in the pool in time: Agroal's exception, which has no state. */
    @Test
    void so_is_one_to_which_the_pool_has_no_connection() {
        assertThat(ConnectionFailures.isOne(
                        new PersistenceException(new SQLException("Acquisition timeout while waiting"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "42P01", "42501", "22003", "23505", "0A000", "25006", "57014", "XX000"})
    void a_fault_of_a_statement_is_none(String state) {
        assertThat(ConnectionFailures.isOne(failure(state))).isFalse();
    }

    @Test
    void nor_is_one_of_ours() {
        assertThat(ConnectionFailures.isOne(new PersistenceException(new IllegalStateException())))
                .isFalse();
    }

    private static PersistenceException failure(String state) {
        return new PersistenceException("as Hibernate wraps it", new SQLException("as the driver says", state));
    }
}
