package dev.ratecast.known.kafka;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.rating.RatingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;

/**
 * Reads records as ingestion does: invalid ones are left out, for ingestion writes them to the dead-letter topic, and so
 * are replays of a dead letter whose replay has had its effect. Owned by the following thread.
 */
final class EventReading {
    /** Where a letter was replayed that the store knows of: no later replay counts, wherever it is. */
    private static final int IN_STORE = -1;

    /** The store knows of it, but the state that was begun at is older. */
    private static final int ANYWHERE = -2;

    private final EventParser parser;
    private final Map<DeadLetterId, Integer> replayedIn = new HashMap<>();
    private boolean undecided;

    EventReading(EventParser parser) {
        this.parser = parser;
    }

    /** Begins anew, at a state of the store in which these letters have been replayed. */
    void begin(Set<DeadLetterId> replayed) {
        replayedIn.clear();
        replayed.forEach(letter -> replayedIn.put(letter, IN_STORE));
        undecided = false;
    }

    /** Begins anew at an older state than that in which these letters have been replayed. */
    void beginBefore(Set<DeadLetterId> replayed) {
        replayedIn.clear();
        replayed.forEach(letter -> replayedIn.put(letter, ANYWHERE));
        undecided = false;
    }

    /** The events among the records that count, each partition's in offset order. */
    List<RatingEvent> events(ConsumerRecords<byte[], byte[]> records) {
        List<RatingEvent> events = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Header version = record.headers().lastHeader(RatingEventParser.VERSION_HEADER);
            Verdict verdict = parser.parse(
                    version == null ? null : version.value(), record.key(), record.value(), record.timestamp());
            if (verdict instanceof Verdict.Valid valid && counts(record)) {
                events.add(valid.event());
            }
        }
        return events;
    }

    /** Whether only the store can tell which replay of a letter counts, such as of two in two partitions. */
    boolean isUndecided() {
        return undecided;
    }

    private boolean counts(ConsumerRecord<byte[], byte[]> record) {
        Header replay = record.headers().lastHeader(DeadLetterId.REPLAY_HEADER);
        if (replay == null) {
            return true;
        }
        DeadLetterId letter = DeadLetterId.read(replay.value());
        if (letter == null) {
            return false;
        }
        Integer before = replayedIn.putIfAbsent(letter, record.partition());
        undecided |= before != null && before != IN_STORE && before != record.partition();
        return before == null;
    }
}
