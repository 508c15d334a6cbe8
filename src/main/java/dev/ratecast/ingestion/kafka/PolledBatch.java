package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.Replay;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.kafka.DeadLetters.Letter;
import dev.ratecast.rating.RatingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of one or several polls with their verdicts, by partition and offset.
 *
 * @param partitions ascending by partition
 */
record PolledBatch(String topic, List<Slice> partitions) {
    /** A record and its verdict. */
    record Judged(ConsumerRecord<byte[], byte[]> record, Verdict verdict) {}

    /** Consecutive records of one partition, and how far they bring it. */
    record Slice(PartitionProgress progress, List<Judged> records) {}

    boolean isEmpty() {
        return partitions.isEmpty();
    }

    int size() {
        return partitions.stream().mapToInt(slice -> slice.records().size()).sum();
    }

    EventBatch events() {
        List<RatingEvent> events = new ArrayList<>(size());
        List<Long> arrivedAt = new ArrayList<>(size());
        List<PartitionProgress> progress = new ArrayList<>();
        Map<Integer, Replay> replays = new HashMap<>();
        for (Slice slice : partitions) {
            progress.add(slice.progress());
            for (Judged judged : slice.records()) {
                if (judged.verdict() instanceof Verdict.Valid valid) {
                    DeadLetterId letter = valid.replayOf();
                    if (letter != null) {
                        replays.put(
                                events.size(),
                                new Replay(
                                        letter,
                                        judged.record().partition(),
                                        judged.record().offset()));
                    }
                    events.add(valid.event());
                    arrivedAt.add(Math.floorDiv(judged.record().timestamp(), 1_000L));
                }
            }
        }
        return new EventBatch(topic, progress, events, arrivedAt, replays);
    }

    List<Letter> deadLetters() {
        List<Letter> letters = new ArrayList<>();
        for (Slice slice : partitions) {
            for (Judged judged : slice.records()) {
                if (judged.verdict() instanceof Verdict.Invalid invalid) {
                    letters.add(new Letter(judged.record(), invalid));
                }
            }
        }
        return letters;
    }

    Set<Integer> partitionNumbers() {
        return partitions.stream().map(slice -> slice.progress().partition()).collect(Collectors.toSet());
    }

    /** Two batches of about half the records, to be applied one after the other. Needs two records at least. */
    List<PolledBatch> halves() {
        int left = size() / 2;
        List<Slice> first = new ArrayList<>();
        List<Slice> second = new ArrayList<>();
        for (Slice slice : partitions) {
            int taken = Math.min(left, slice.records().size());
            left -= taken;
            if (taken == slice.records().size()) {
                first.add(slice);
            } else if (taken == 0) {
                second.add(slice);
            } else {
                PartitionProgress whole = slice.progress();
                long cut = slice.records().get(taken).record().offset();
                first.add(new Slice(
                        new PartitionProgress(whole.partition(), whole.ownerEpoch(), whole.fromOffset(), cut),
                        slice.records().subList(0, taken)));
                second.add(new Slice(
                        new PartitionProgress(
                                whole.partition(), whole.ownerEpoch(), cut, whole.nextOffset(), whole.leaderEpoch()),
                        slice.records().subList(taken, slice.records().size())));
            }
        }
        return List.of(new PolledBatch(topic, first), new PolledBatch(topic, second));
    }

    /** The same batch of one record, with the store's refusal as its verdict. */
    PolledBatch refused(String reason, String cause) {
        Slice slice = partitions.stream()
                .filter(s -> !s.records().isEmpty())
                .findFirst()
                .orElseThrow();
        Judged judged = new Judged(slice.records().get(0).record(), new Verdict.Invalid(reason, cause));
        List<Slice> slices = new ArrayList<>(partitions);
        slices.set(slices.indexOf(slice), new Slice(slice.progress(), List.of(judged)));
        return new PolledBatch(topic, slices);
    }
}
