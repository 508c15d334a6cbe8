package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.KafkaRecords;
import dev.ratecast.rating.RatingEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the ratings topic still tells of erasures, so that letters of customers who were erased since can be left out.
 * Nothing else remembers an erasure. Where the topic no longer reaches back to a letter's time, nobody can tell, and the
 * letter is left out too. That goes for each partition: where there were fewer once, a customer's erasure is in another
 * than the customer's events are now.
 */
public final class Erasures {
    private static final byte[] ERASE = "erase".getBytes(StandardCharsets.US_ASCII);

    /** An erasure's place and time. */
    private record Erasure(int partition, long offset, long timestamp) {}

    /**
     * How far back a partition reaches.
     *
     * @param firstOffset that it still has; 0 where it has lost nothing since the topic was created
     * @param firstTimestamp of the first record, {@link Long#MAX_VALUE} where there is none
     */
    private record Reach(long firstOffset, long firstTimestamp) {}

    private final String topic;
    private final Map<Long, List<Erasure>> byCustomer = new HashMap<>();
    private final Map<Integer, Reach> reach = new HashMap<>();

    /** @param firstOffsets the first offset that each partition still has */
    Erasures(String topic, Map<Integer, Long> firstOffsets) {
        this.topic = topic;
        firstOffsets.forEach((partition, first) -> reach.put(partition, new Reach(first, Long.MAX_VALUE)));
    }

    /**
     * Reads the erasures of these customers.
     *
     * @param kafka client settings, the bootstrap servers among them
     * @throws org.apache.kafka.common.KafkaException where there is no such topic, or the broker does not answer
     */
    public static Erasures read(Map<String, Object> kafka, String topic, EventParser parser, Set<Long> customers) {
        if (customers.isEmpty()) {
            return new Erasures(topic, Map.of());
        }
        try (TopicReading records = new TopicReading(kafka, topic)) {
            Erasures erasures = new Erasures(topic, records.firstOffsets());
            records.read(record -> erasures.note(record, parser, customers));
            return erasures;
        }
    }

    /** The customers whose erasures decide about a letter. */
    public static Set<Long> customersOf(DeadLetter letter) {
        return NamedCustomers.in(letter.key(), letter.value());
    }

    /** Whether a letter must neither be shown nor replayed: a customer that it names was, or may have been, erased since. */
    public boolean hide(DeadLetter letter) {
        Set<Long> customers = customersOf(letter);
        return !customers.isEmpty()
                && (isUnknown(letter) || customers.stream().anyMatch(customer -> isErasedSince(customer, letter)));
    }

    private boolean isErasedSince(long customer, DeadLetter letter) {
        return byCustomer.getOrDefault(customer, List.of()).stream().anyMatch(erasure -> isSince(erasure, letter));
    }

    /** A lower offset in the same partition may be a later one: that of another topic than the letter's, of the same name. */
    private boolean isSince(Erasure erasure, DeadLetter letter) {
        boolean samePartition = letter.topic().equals(topic) && letter.partition() == erasure.partition();
        return samePartition
                ? erasure.offset() > letter.offset() || erasure.timestamp() > letter.timestamp()
                : erasure.timestamp() >= letter.timestamp();
    }

    /**
     * Whether an erasure may have been there and be gone: the topic may be younger than the letter, which then comes from
     * another of the same name, or a partition has lost records that were no older.
     */
    private boolean isUnknown(DeadLetter letter) {
        long time = letter.timestamp();
        return reach.values().stream().allMatch(partition -> partition.firstTimestamp() > time)
                || reach.values().stream()
                        .anyMatch(partition -> partition.firstOffset() > 0 && partition.firstTimestamp() > time);
    }

    /** Takes in a record of the topic, each partition's in their order. */
    void note(ConsumerRecord<byte[], byte[]> record, EventParser parser, Set<Long> customers) {
        reach.computeIfPresent(
                record.partition(),
                (partition, begun) -> begun.firstTimestamp() == Long.MAX_VALUE
                        ? new Reach(begun.firstOffset(), record.timestamp())
                        : begun);
        if (record.value() == null || !contains(record.value(), ERASE)) {
            return;
        }
        // Whatever it replays: a letter too many may be hidden, none too few.
        Verdict verdict = parser.parse(KafkaRecords.withoutReplay(record));
        if (verdict instanceof Verdict.Valid valid && valid.event() instanceof RatingEvent.Erased erased) {
            long customer = erased.customer().value();
            if (customers.contains(customer)) {
                byCustomer
                        .computeIfAbsent(customer, c -> new ArrayList<>())
                        .add(new Erasure(record.partition(), record.offset(), record.timestamp()));
            }
        }
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int from = 0; from <= bytes.length - part.length; from++) {
            int at = 0;
            while (at < part.length && bytes[from + at] == part[at]) {
                at++;
            }
            if (at == part.length) {
                return true;
            }
        }
        return false;
    }
}
