package dev.ratecast.ingestion.kafka;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.PolledBatch.Judged;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
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
                judged.add(new Judged(record, judge(record)));
            } catch (RuntimeException | Error e) {
                // Not a verdict on the event but a fault of ours: the record is neither applied nor refused.
                return new Judgement(judged, e, record.offset());
            }
        }
        return new Judgement(judged, null, -1);
    }

    private Verdict judge(ConsumerRecord<byte[], byte[]> record) {
        Header replay = record.headers().lastHeader(DeadLetterId.REPLAY_HEADER);
        if (replay != null && DeadLetterId.read(replay.value()) == null) {
            return new Verdict.Invalid(
                    "invalid-replay", "header " + DeadLetterId.REPLAY_HEADER + " names no dead letter");
        }
        return parsed(record, parser);
    }

    /** What the parser says of a record. */
    static Verdict parsed(ConsumerRecord<byte[], byte[]> record, EventParser parser) {
        Header version = record.headers().lastHeader(RatingEventParser.VERSION_HEADER);
        return parser.parse(version == null ? null : version.value(), record.key(), record.value(), record.timestamp());
    }
}
