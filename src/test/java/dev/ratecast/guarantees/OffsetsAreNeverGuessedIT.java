package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.IngestionStatus;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StalePartitionsException;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Reading goes on exactly where the store says, or not at all until someone decides; a former owner writes nothing. */
class OffsetsAreNeverGuessedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void an_owner_whose_partition_was_taken_over_writes_nothing() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            RatingStore store = ingestion.store();
            StoredOffset former = ingestion.offsets().acquire(ingestion.topic(), 0, "topic", 0);
            ingestion.offsets().acquire(ingestion.topic(), 0, "topic", 0);

            assertThatThrownBy(() -> store.apply(batch(ingestion, former.ownerEpoch())))
                    .isInstanceOf(StalePartitionsException.class);
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isZero();
            assertThat(Tables.number(ingestion.dataSource(), "select next_offset from consumed_offset"))
                    .isZero();
        }
    }

    @Test
    void a_topic_that_was_created_anew_stops_the_partition_until_the_offset_is_set() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            RatingsConsumer consumer = ingestion.startConsumer();
            sendRatings(ingestion, 0, 30);
            ingestion.awaitApplied();

            ingestion.recreateTopic();
            sendRatings(ingestion, 100, 40);
            awaitStopped(consumer, "created anew");
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(30);

            setOffset(ingestion, 0);
            ingestion.awaitApplied();
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(70);
        }
    }

    @Test
    void a_stored_offset_that_the_topic_no_longer_has_stops_the_partition_until_it_is_set() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            RatingsConsumer first = ingestion.startConsumer();
            sendRatings(ingestion, 0, 10);
            ingestion.awaitApplied();
            ingestion.stop(first);
            sendRatings(ingestion, 10, 10);
            ingestion.flush();
            try (Admin admin = Admin.create(Servers.kafka())) {
                admin.deleteRecords(Map.of(new TopicPartition(ingestion.topic(), 0), RecordsToDelete.beforeOffset(15)))
                        .all()
                        .get();
            }

            RatingsConsumer second = ingestion.startConsumer();
            awaitStopped(second, "offset 10 is gone");
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(10);

            setOffset(ingestion, 15);
            ingestion.awaitApplied();
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(15);
        }
    }

    private static void awaitStopped(RatingsConsumer consumer, String reason) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        consumer.status().partitions().get(0))
                .startsWith(IngestionStatus.STOPPED)
                .contains(reason));
        assertThat(consumer.status().isHealthy()).isFalse();
    }

    private static void setOffset(IngestionUnderTest ingestion, long offset) throws InterruptedException {
        try (TopicLook look = new TopicLook(Servers.kafka(), ingestion.topic())) {
            ingestion.offsets().set(ingestion.topic(), 0, look.topicId().orElseThrow(), offset);
        }
    }

    private static void sendRatings(IngestionUnderTest ingestion, int firstMovie, int count) {
        for (int movie = firstMovie; movie < firstMovie + count; movie++) {
            ingestion.send(
                    1, "{\"customer_id\":1,\"movie_id\":" + movie + ",\"rating\":3,\"rating_date\":\"2005-01-01\"}");
        }
    }

    private static EventBatch batch(IngestionUnderTest ingestion, long epoch) {
        return new EventBatch(
                ingestion.topic(),
                List.of(new PartitionProgress(0, epoch, 0, 1)),
                List.of(new RatingEvent.Rated(new CustomerId(1), MovieFacts.named(new MovieId(1), 2000, null), 3, 0)));
    }
}
