package dev.ratecast.known.kafka;

import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.rating.RatingEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;

/** Reads records as ingestion does. Invalid ones are left out: ingestion writes them to the dead-letter topic. */
final class EventReading {
    private final EventParser parser;

    EventReading(EventParser parser) {
        this.parser = parser;
    }

    /** The events among the records, each partition's in offset order. */
    List<RatingEvent> events(ConsumerRecords<byte[], byte[]> records) {
        List<RatingEvent> events = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Header version = record.headers().lastHeader(RatingEventParser.VERSION_HEADER);
            Verdict verdict = parser.parse(
                    version == null ? null : version.value(), record.key(), record.value(), record.timestamp());
            if (verdict instanceof Verdict.Valid valid) {
                events.add(valid.event());
            }
        }
        return events;
    }
}
