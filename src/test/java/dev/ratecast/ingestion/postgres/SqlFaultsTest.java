package dev.ratecast.ingestion.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.StoreUnavailableException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class SqlFaultsTest {
    private static final String DETAIL = "Key (customer_id, movie_id)=(4711, 1) already exists.";

    @Test
    void a_value_that_the_database_cannot_hold_is_the_events_fault() {
        assertThat(SqlFaults.translate(said("22003", ""))).isInstanceOf(BatchRefusedException.class);
        assertThat(SqlFaults.translate(said("23514", "below_ten"))).isInstanceOf(BatchRefusedException.class);
    }

    @Test
    void a_primary_key_that_is_there_twice_may_be_gone_at_the_next_try_and_another_index_refuses_it_each_time() {
        assertThat(SqlFaults.translate(said("23505", "rating_pkey"))).isInstanceOf(StoreUnavailableException.class);
        assertThat(SqlFaults.translate(said("23505", "one_movie_each"))).isInstanceOf(BatchRefusedException.class);
    }

    @Test
    void everything_else_is_no_events_fault() {
        assertThat(SqlFaults.translate(said("40P01", ""))).isInstanceOf(StoreUnavailableException.class);
        assertThat(SqlFaults.translate(new SQLException("the connection was closed")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("sqlstate=null the connection was closed");
    }

    @Test
    void the_detail_that_may_name_a_customer_is_for_the_dead_letter_and_not_for_the_log() {
        assertThat(SqlFaults.translate(said("23505", "rating_pkey"))).hasMessage("sqlstate=23505 ERROR: duplicate key");
        assertThat(SqlFaults.translate(said("23505", "one_movie_each")))
                .hasMessageStartingWith("sqlstate=23505 ERROR: duplicate key")
                .hasMessageContaining(DETAIL);
    }

    /** As the server sends it: fields by their first letters, each ended by a zero. */
    private static PSQLException said(String state, String constraint) {
        return new PSQLException(new ServerErrorMessage(String.join(
                "\0",
                "SERROR",
                "VERROR",
                "C" + state,
                "Mduplicate key",
                "D" + DETAIL,
                "trating",
                "n" + constraint,
                "")));
    }
}
