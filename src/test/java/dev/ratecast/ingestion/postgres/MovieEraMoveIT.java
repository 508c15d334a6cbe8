package dev.ratecast.ingestion.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.RatingStore;
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
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Movies whose years come later than their ratings. */
class MovieEraMoveIT {
    private static final int MOVIES = 8;

    private final DataSource database = Servers.newMigratedDatabase();
    private final long epoch =
            new OffsetTable(database).acquire("ratings", 0, "topic", 0).ownerEpoch();

    @Test
    void a_batch_that_moves_many_movies_may_take_longer_than_a_frozen_owner() throws Exception {
        // A transaction may take 2 s, and moving a movie takes more than half of one.
        Duration half = Duration.ofMillis(500);
        RatingStore store = new PostgresRatingStore(
                database, RatingScale.WHOLE_STARS, Eras.DEFAULT, true, new TransactionTimeouts(half, half, half));
        store.apply(rated(1, 0, null));
        Tables.execute(
                database,
                "create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.2); return null; end'",
                "create trigger slow after insert or delete on customer_era_aggregate for each statement execute function slow()");

        store.apply(rated(2, MOVIES, 1995));

        assertThat(Tables.rows(database, "select era, rating_count, rating_sum from era_aggregate"))
                .containsExactly(Eras.DEFAULT.of(1995).name() + "|16|48|");
        assertThat(Tables.aggregates(database)).isEqualTo(Tables.recount(database));
    }

    /** A rating of each movie. */
    private EventBatch rated(long customer, long offset, @Nullable Integer year) {
        List<RatingEvent> events = LongStream.range(0, MOVIES)
                .<RatingEvent>mapToObj(movie -> new RatingEvent.Rated(
                        new CustomerId(customer), MovieFacts.named(new MovieId(movie), year, null), 3, 0))
                .toList();
        return new EventBatch("ratings", List.of(new PartitionProgress(0, epoch, offset, offset + MOVIES)), events);
    }
}
