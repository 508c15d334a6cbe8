package dev.ratecast.ingestion;

import dev.ratecast.rating.RatingEvent;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Valid events of one or more partitions, each partition's in offset order, with the offsets that they bring it to.
 *
 * @param topic the topic that all partitions belong to
 * @param progress one entry for each partition, ascending, also for those whose events were all invalid
 * @param arrivedAt for each event the timestamp of its record, in epoch seconds
 * @param replays for each event that replays a dead letter, by its index: which one, and by which record
 */
public record EventBatch(
        String topic,
        List<PartitionProgress> progress,
        List<RatingEvent> events,
        List<Long> arrivedAt,
        Map<Integer, Replay> replays) {
    public EventBatch {
        replays = Map.copyOf(replays);
        progress = List.copyOf(progress);
        if (progress.isEmpty()) {
            throw new IllegalArgumentException("a batch belongs to at least one partition");
        }
        if (arrivedAt.size() != events.size()) {
            throw new IllegalArgumentException(
                    events.size() + " events, but " + arrivedAt.size() + " times of their arrival");
        }
    }

    /** A batch without replays. */
    public EventBatch(String topic, List<PartitionProgress> progress, List<RatingEvent> events, List<Long> arrivedAt) {
        this(topic, progress, events, arrivedAt, Map.of());
    }

    /** A batch whose events arrived at the beginning of time. */
    public EventBatch(String topic, List<PartitionProgress> progress, List<RatingEvent> events) {
        this(topic, progress, events, Collections.nCopies(events.size(), 0L));
    }

    /**
     * The slot of the shared aggregates that this batch writes: the smallest of its partitions. Its owner alone writes
     * there, so that no replica waits for another's open transaction.
     */
    public int slot() {
        return progress.get(0).partition();
    }
}
