package dev.ratecast.ingestion.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.Replay;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The record that replayed a dead letter has the effect: once, and again where its partition is read again. */
class ReplayTableIT {
    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final String TOPIC = "ratings";
    private static final DeadLetterId LETTER = new DeadLetterId(TOPIC, 0, 11);

    private final DataSource database = Servers.newMigratedDatabase();
    private final OffsetStore offsets = new OffsetTable(database);
    private final RatingStore store = new PostgresRatingStore(
            database, RatingScale.WHOLE_STARS, Eras.DEFAULT, true, new TransactionTimeouts(SECONDS, SECONDS, SECONDS));

    @Test
    void a_correction_stays_where_the_partition_is_read_again() throws Exception {
        offsets.acquire(TOPIC, 0, "topic", 10);
        rate(10, 3);
        replay(20, 5);
        assertThat(stored()).isEqualTo(5);

        offsets.set(TOPIC, 0, "topic", 10);
        rate(10, 3);
        assertThat(stored()).isEqualTo(3);
        replay(20, 5);
        assertThat(stored()).isEqualTo(5);
    }

    @Test
    void another_replay_of_the_letter_changes_nothing_whichever_is_read_first() throws Exception {
        offsets.acquire(TOPIC, 0, "topic", 10);
        replay(20, 5);
        replay(21, 1);
        assertThat(stored()).isEqualTo(5);

        offsets.set(TOPIC, 0, "topic", 21);
        replay(21, 1);
        assertThat(stored()).isEqualTo(5);
    }

    @Test
    void a_letter_that_an_earlier_release_saw_replayed_is_not_replayed_again() throws Exception {
        offsets.acquire(TOPIC, 0, "topic", 10);
        rate(10, 3);
        Tables.execute(
                database,
                "insert into replayed_dead_letter (topic, partition, record_offset) values ('ratings', 0, 11)");

        replay(20, 5);
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void letters_of_a_topic_that_was_created_anew_are_others() throws Exception {
        offsets.acquire(TOPIC, 0, "topic", 10);
        replay(20, 5);
        offsets.set(TOPIC, 0, "topic", 10);
        assertThat(Tables.number(database, "select count(*) from replayed_dead_letter"))
                .isEqualTo(1);

        offsets.set(TOPIC, 0, "topic created anew", 0);
        assertThat(Tables.number(database, "select count(*) from replayed_dead_letter"))
                .isZero();
        replay(12, 1);
        assertThat(stored()).isEqualTo(1);
    }

    private void rate(long offset, int stars) {
        apply(offset, stars, Map.of());
    }

    private void replay(long offset, int stars) {
        apply(offset, stars, Map.of(0, new Replay(LETTER, 0, offset)));
    }

    /** One record of the partition, wherever that stands. */
    private void apply(long offset, int stars, Map<Integer, Replay> replays) {
        Optional<OffsetStore.StoredOffset> now = offsets.find(TOPIC, 0);
        PartitionProgress progress = new PartitionProgress(
                0, now.orElseThrow().ownerEpoch(), now.orElseThrow().nextOffset(), offset + 1);
        RatingEvent event =
                new RatingEvent.Rated(new CustomerId(7), MovieFacts.named(new MovieId(1), 2000, null), stars, 0);
        store.apply(new EventBatch(TOPIC, List.of(progress), List.of(event), List.of(0L), replays));
    }

    private long stored() throws SQLException {
        return Tables.number(database, "select rating from rating");
    }
}
