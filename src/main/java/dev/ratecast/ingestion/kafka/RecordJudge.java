package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.json.KafkaRecords;
import dev.ratecast.ingestion.kafka.PolledBatch.Judged;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Has records read as events, one after the other, until one at which reading itself fails. */
final class RecordJudge {
    private final EventParser parser;

    RecordJudge(EventParser parser) {
        this.parser = parser;
    }

    /**
     * Records of one partition with their verdicts.
     *
     * @param fault what was thrown at the record after these, or null where all were read
     * @param faultOffset that record's offset
     */
    record Judgement(List<Judged> judged, @Nullable Throwable fault, long faultOffset) {}

    Judgement judge(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Judged> judged = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                judged.add(new Judged(record, parser.parse(KafkaRecords.received(record))));
            } catch (RuntimeException | Error e) {
                // Not a verdict on the event but a fault of ours: the record is neither applied nor refused.
                return new Judgement(judged, e, record.offset());
            }
        }
        return new Judgement(judged, null, -1);
    }
}
