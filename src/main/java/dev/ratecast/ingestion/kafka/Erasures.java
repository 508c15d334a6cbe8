package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.rating.RatingEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * What the ratings topic still tells of erasures, so that letters of customers who were erased since can be left out.
 * Nothing else remembers an erasure. Where the topic no longer reaches back to a letter's time, nobody can tell, and the
 * letter is left out too.
 */
public final class Erasures {
    private static final byte[] ERASE = "erase".getBytes(StandardCharsets.US_ASCII);

    /** An erasure's place and time. */
    private record Erasure(int partition, long offset, long timestamp) {}

    /** How far back a partition reaches: its first offset, and the time of the record there, none where it is empty. */
    private record Reach(long firstOffset, long firstTimestamp) {
        boolean covers(long timestamp) {
            return firstOffset == 0 || firstTimestamp <= timestamp;
        }
    }

    private final String topic;
    private final Map<Long, List<Erasure>> byCustomer = new HashMap<>();
    private final Map<Integer, Reach> reach = new HashMap<>();

    private Erasures(String topic) {
        this.topic = topic;
    }

    /**
     * Reads the erasures of these customers.
     *
     * @param kafka client settings, the bootstrap servers among them
     * @throws org.apache.kafka.common.KafkaException where there is no such topic, or the broker does not answer
     */
    public static Erasures read(Map<String, Object> kafka, String topic, EventParser parser, Set<Long> customers) {
        Erasures erasures = new Erasures(topic);
        if (customers.isEmpty()) {
            return erasures;
        }
        try (TopicReading records = new TopicReading(kafka, topic)) {
            records.firstOffsets()
                    .forEach((partition, first) -> erasures.reach.put(partition, new Reach(first, Long.MAX_VALUE)));
            Set<Integer> begun = new HashSet<>();
            records.read(record -> {
                if (begun.add(record.partition())) {
                    erasures.reach.computeIfPresent(
                            record.partition(), (p, r) -> new Reach(r.firstOffset(), record.timestamp()));
                }
                erasures.note(record, parser, customers);
            });
        }
        return erasures;
    }

    /** The customers whose erasures decide about a letter. */
    public static Set<Long> customersOf(DeadLetter letter) {
        return NamedCustomers.in(letter.key(), letter.value());
    }

    /** Whether a letter must neither be shown nor replayed: a customer that it names was, or may have been, erased since. */
    public boolean hide(DeadLetter letter) {
        return customersOf(letter).stream()
                .anyMatch(customer -> isErasedSince(customer, letter) || isUnknown(customer, letter));
    }

    private boolean isErasedSince(long customer, DeadLetter letter) {
        return byCustomer.getOrDefault(customer, List.of()).stream().anyMatch(erasure -> isSince(erasure, letter));
    }

    private boolean isSince(Erasure erasure, DeadLetter letter) {
        boolean samePartition = letter.topic().equals(topic) && letter.partition() == erasure.partition();
        return samePartition ? erasure.offset() > letter.offset() : erasure.timestamp() >= letter.timestamp();
    }

    private boolean isUnknown(long customer, DeadLetter letter) {
        byte[] key = Long.toString(customer).getBytes(StandardCharsets.UTF_8);
        Reach own = reach.get(Utils.toPositive(Utils.murmur2(key)) % reach.size());
        return own == null || !own.covers(letter.timestamp());
    }

    private void note(ConsumerRecord<byte[], byte[]> record, EventParser parser, Set<Long> customers) {
        if (record.value() == null || !contains(record.value(), ERASE)) {
            return;
        }
        Verdict verdict = RecordJudge.parsed(record, parser);
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
