package dev.ratecast.ingestion.kafka;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A broker that has one topic, with as many partitions as are asked for, each from offset 0 to a great one. */
final class OneTopic {
    private static final long END = 1_000_000;

    private final String topic;
    private Uuid id = new Uuid(1, 1);

    OneTopic(String topic) {
        this.topic = topic;
    }

    String topicId() {
        return id.toString();
    }

    void createAnew(Uuid another) {
        id = another;
    }

    Admin client() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (self, method, given) -> switch (method.getName()) {
                    case "describeTopics" ->
                        new DescribeTopicsResult(
                                null,
                                Map.of(
                                        topic,
                                        KafkaFuture.completedFuture(
                                                new TopicDescription(topic, false, List.of(), null, id)))) {};
                    case "listOffsets" -> offsets((Map<?, ?>) given[0]);
                    default -> null;
                });
    }

    private static ListOffsetsResult offsets(Map<?, ?> asked) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
        asked.forEach((partition, spec) -> answers.put(
                (TopicPartition) partition,
                KafkaFuture.completedFuture(new ListOffsetsResultInfo(
                        spec instanceof OffsetSpec.EarliestSpec ? 0 : END, -1, Optional.empty()))));
        return new ListOffsetsResult(answers);
    }
}
