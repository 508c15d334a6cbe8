package dev.ratecast.ingestion.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What Postgres says no to is an event's fault only where the event is the reason. */
class SqlFaultsIT {
    private static final Duration SECONDS = Duration.ofSeconds(5);

    private final DataSource database = Servers.newMigratedDatabase();
    private final long epoch =
            new OffsetTable(database).acquire("ratings", 0, "topic", 0).ownerEpoch();

    @Test
    void an_index_that_someone_added_refuses_the_event() throws Exception {
        Tables.execute(database, "create unique index one_customer_each on rating (movie_id)");
        RatingStore store = store(SECONDS);
        store.apply(rated(1, 0));

        assertThatThrownBy(() -> store.apply(rated(2, 1)))
                .isInstanceOf(BatchRefusedException.class)
                .hasMessageContaining("one_customer_each");
        assertThat(Tables.rows(database, "select customer_id from rating")).containsExactly("1|");
    }

    @Test
    void a_timeout_that_postgres_does_not_take_is_no_events_fault() {
        assertThatThrownBy(() -> store(Duration.ofDays(100)).apply(rated(1, 0)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("statement_timeout");
    }

    private RatingStore store(Duration statementTimeout) {
        return new PostgresRatingStore(
                database,
                RatingScale.WHOLE_STARS,
                Eras.DEFAULT,
                true,
                new TransactionTimeouts(statementTimeout, SECONDS, SECONDS));
    }

    private EventBatch rated(long customer, long offset) {
        return new EventBatch(
                "ratings",
                List.of(new PartitionProgress(0, epoch, offset, offset + 1)),
                List.of(new RatingEvent.Rated(
                        new CustomerId(customer), MovieFacts.named(new MovieId(1), 2000, null), 3, 0)));
    }
}
