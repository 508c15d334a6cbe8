package dev.ratecast.cli;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.TableAudit;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.OffsetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Compares the stored offsets with those that the topic has. Being behind its end is no difference. */
final class OffsetAudit {
    private OffsetAudit() {}

    static TableAudit run(DataSource dataSource, Map<String, Object> kafka, String topic) throws InterruptedException {
        Map<Integer, StoredOffset> stored = new TreeMap<>();
        new OffsetTable(dataSource).all(topic).forEach(offset -> stored.put(offset.partition(), offset));
        List<String> differences = new ArrayList<>();
        Set<Integer> partitions = new TreeSet<>(stored.keySet());
        try (TopicLook look = new TopicLook(kafka, topic)) {
            int count = look.partitionCount();
            for (int partition = 0; partition < count; partition++) {
                partitions.add(partition);
            }
            for (int partition : partitions) {
                StoredOffset offset = stored.get(partition);
                OffsetState state = OffsetState.of(offset, partition < count ? look.range(partition) : null);
                if (!state.sound()) {
                    differences.add("partition=" + partition + ": stored "
                            + (offset == null ? "nothing" : offset.nextOffset()) + ", " + state.text());
                }
            }
        }
        return new TableAudit("consumed_offset", partitions.size(), differences.size(), differences);
    }
}
