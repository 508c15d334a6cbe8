package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.EventParser;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The letters that the dead-letter topic held when it was opened, without those of customers who were erased since.
 * Reading them commits nothing.
 */
public final class DeadLetterTopic implements AutoCloseable {
    private final Map<String, Object> kafka;
    private final String ratingsTopic;
    private final EventParser parser;
    private final TopicReading letters;
    private @Nullable Erasures erasures;
    private int hidden;

    /**
     * Opens the topic.
     *
     * @param kafka client settings, the bootstrap servers among them
     * @param parser reads the erasures in the ratings topic
     * @throws KafkaException where there is no such topic, or the broker does not answer
     */
    public DeadLetterTopic(Map<String, Object> kafka, String topic, String ratingsTopic, EventParser parser) {
        this.kafka = kafka;
        this.ratingsTopic = ratingsTopic;
        this.parser = parser;
        this.letters = new TopicReading(kafka, topic);
    }

    /**
     * Reads the letters from the beginning, each partition's in its order. Records that are no dead letters are left out.
     *
     * @throws KafkaException where the broker stops answering
     */
    public void read(Consumer<DeadLetter> reader) {
        Erasures known = erasures();
        hidden = 0;
        readAll(letter -> {
            if (known.hide(letter)) {
                hidden++;
            } else {
                reader.accept(letter);
            }
        });
    }

    /** How many letters the last reading left out for an erasure. */
    public int hidden() {
        return hidden;
    }

    @Override
    public void close() {
        letters.close();
    }

    private Erasures erasures() {
        if (erasures == null) {
            Set<Long> customers = new HashSet<>();
            readAll(letter -> customers.addAll(Erasures.customersOf(letter)));
            erasures = Erasures.read(kafka, ratingsTopic, parser, customers);
        }
        return erasures;
    }

    private void readAll(Consumer<DeadLetter> reader) {
        letters.read(record -> {
            DeadLetter letter;
            try {
                letter = DeadLetter.of(record);
            } catch (IllegalArgumentException e) {
                return;
            }
            reader.accept(letter);
        });
    }
}
