package dev.ratecast.known.postgres;

import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.ingestion.postgres.PostgresRatingStore;
import dev.ratecast.ingestion.postgres.TransactionTimeouts;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsContract;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.testing.Servers;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** The contract of known ratings, kept by SQL. */
class PostgresKnownRatingsIT extends KnownRatingsContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final DataSource dataSource = Servers.newMigratedDatabase();
    private final RatingStore store =
            new PostgresRatingStore(dataSource, SCALE, ERAS, true, new TransactionTimeouts(MINUTE, MINUTE, MINUTE));
    private long offset;

    PostgresKnownRatingsIT() {
        new OffsetTable(dataSource).acquire("ratings", 0, "topic", 0);
    }

    @Override
    protected void apply(List<RatingEvent> events) {
        long next = offset + events.size();
        store.apply(new EventBatch("ratings", List.of(new PartitionProgress(0, 1, offset, next)), events));
        offset = next;
    }

    @Override
    protected KnownRatings known() {
        return new PostgresKnownRatings(dataSource, SCALE, ERAS, RULE);
    }
}
