package dev.ratecast.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.PartitionProgress;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class OwnedPartitionsTest {
    private static final String TOPIC = "ratings";

    private final OffsetRows rows = new OffsetRows();
    private final OneTopic admin = new OneTopic(TOPIC);
    private final OwnedPartitions owned = new OwnedPartitions(TOPIC, rows, new TopicLook(admin.client(), TOPIC));

    @Test
    void a_partition_that_the_store_has_as_it_is_known_here_is_not_overtaken() throws InterruptedException {
        read(0, 1_000);

        assertThat(owned.overtaken()).isEmpty();
    }

    @Test
    void a_partition_whose_offset_was_set_is_overtaken() throws InterruptedException {
        read(0, 1_000);
        read(1, 1_000);
        rows.set(TOPIC, 1, admin.topicId(), 500);

        assertThat(owned.overtaken()).containsExactly(1);
    }

    @Test
    void a_partition_whose_commits_the_store_has_lost_is_overtaken_under_the_same_epoch_too()
            throws InterruptedException {
        read(0, 1_000);
        read(1, 1_000);
        read(2, 1_000);
        OffsetStore.StoredOffset before = rows.of(1);
        rows.put(new OffsetStore.StoredOffset(1, before.topicId(), 900, before.ownerEpoch()));
        rows.lose(2);

        assertThat(owned.overtaken()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void a_partition_that_was_acquired_in_a_topic_created_anew_hides_no_partition_of_the_former_one()
            throws InterruptedException {
        read(0, 1_000);
        assertThat(owned.isAnotherTopic(admin.topicId())).isFalse();

        admin.createAnew(new Uuid(2, 2));
        read(1, 10);

        assertThat(owned.isAnotherTopic(admin.topicId())).isTrue();
    }

    private void read(int partition, long applied) throws InterruptedException {
        owned.add(List.of(partition));
        owned.acquire(partition);
        PartitionProgress progress = owned.read(partition, applied, null);
        owned.applied(progress);
        OffsetStore.StoredOffset begun = rows.of(partition);
        rows.put(new OffsetStore.StoredOffset(partition, begun.topicId(), applied, begun.ownerEpoch()));
    }
}
