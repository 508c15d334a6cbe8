package dev.ratecast.known.kafka;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.Replay;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.KafkaRecords;
import dev.ratecast.rating.RatingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as ingestion does: invalid ones are left out, for ingestion writes them to the dead-letter topic, and so
 * are replays of a dead letter that another record replayed before. Owned by the following thread.
 */
final class EventReading {
    /** Where a letter was replayed that the store knows of: no other replay counts, wherever it is. */
    private static final int IN_STORE = -1;

    /** The store knows of it but not by which record, and the state that was begun at is older. */
    private static final int ANYWHERE = -2;

    private final EventParser parser;
    private final Set<Replay> inStore;
    private final Map<DeadLetterId, Integer> replayedIn = new HashMap<>();
    private boolean undecided;

    private EventReading(EventParser parser, Set<DeadLetterId> replayed, Set<Replay> replays, int byUnknown) {
        this.parser = parser;
        this.inStore = replays;
        replayed.forEach(letter -> replayedIn.put(letter, byUnknown));
        replays.forEach(replay -> replayedIn.put(replay.letter(), IN_STORE));
    }

    /**
     * Begins at a state of the store in which these letters have been replayed.
     *
     * @param replays by which records, as far as the store knows; the store may be about to read them once more
     */
    static EventReading from(EventParser parser, Set<DeadLetterId> replayed, Set<Replay> replays) {
        return new EventReading(parser, replayed, replays, IN_STORE);
    }

    /** Begins at an older state than that in which these letters have been replayed, by these records. */
    static EventReading fromBefore(EventParser parser, Set<DeadLetterId> replayed, Set<Replay> replays) {
        return new EventReading(parser, replayed, replays, ANYWHERE);
    }

    /** The events among the records that count, each partition's in offset order. */
    List<RatingEvent> events(ConsumerRecords<byte[], byte[]> records) {
        List<RatingEvent> events = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Verdict verdict = parser.parse(KafkaRecords.received(record));
            if (verdict instanceof Verdict.Valid valid && counts(record, valid.replayOf())) {
                events.add(valid.event());
            }
        }
        return events;
    }

    /** Whether only the store can tell which replay of a letter counts, such as of two in two partitions. */
    boolean isUndecided() {
        return undecided;
    }

    private boolean counts(ConsumerRecord<byte[], byte[]> record, @Nullable DeadLetterId letter) {
        if (letter == null) {
            return true;
        }
        if (inStore.contains(new Replay(letter, record.partition(), record.offset()))) {
            return true;
        }
        Integer before = replayedIn.putIfAbsent(letter, record.partition());
        undecided |= before != null && before != IN_STORE && before != record.partition();
        return before == null;
    }
}
