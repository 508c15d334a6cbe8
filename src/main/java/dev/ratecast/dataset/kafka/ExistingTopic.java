package dev.ratecast.dataset.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes sure that a topic exists before anything is sent, because sending to a missing one might create it. */
final class ExistingTopic {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private ExistingTopic() {}

    /**
     * Waits until the broker knows the topic and every partition of it has a leader.
     *
     * @throws ImportFailedException where it does not within {@code wait}
     */
    static void await(Map<String, Object> clientConfig, String topic, Duration wait) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.keySet().retainAll(AdminClientConfig.configNames());
        config.remove(AdminClientConfig.CLIENT_ID_CONFIG);
        String broker = String.valueOf(config.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        long deadline = System.nanoTime() + wait.toNanos();
        ExecutionException missing = null;
        Admin admin = Admin.create(config);
        try {
            while (true) {
                long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
                try {
                    Map<String, TopicDescription> described = admin.describeTopics(
                                    List.of(topic), new DescribeTopicsOptions().timeoutMs((int) left))
                            .allTopicNames()
                            .get(left, TimeUnit.MILLISECONDS);
                    missing = null;
                    awaitLeaders(admin, described.values(), left);
                    return;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                        missing = e;
                    } else if (missing == null || !(e.getCause() instanceof RetriableException)) {
                        throw new ImportFailedException(
                                "no answer about topic " + topic + " from " + broker + ": " + e.getMessage(), e);
                    }
                } catch (TimeoutException e) {
                    if (missing == null) {
                        throw new ImportFailedException("no broker answers at " + broker, e);
                    }
                }
                // A last question that finds no time for its answer takes nothing back of the answers before.
                if (missing != null && System.nanoTime() >= deadline) {
                    throw new ImportFailedException("topic " + topic + " does not exist at " + broker, missing);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportFailedException("interrupted while waiting for topic " + topic, e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /**
     * Waits until every partition's leader answers. A producer that writes into a topic in the moment of its creation
     * can have its second batch taken before its first, and then never gets the first one in.
     */
    private static void awaitLeaders(Admin admin, Collection<TopicDescription> topics, long patienceMillis)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (TopicDescription described : topics) {
            described
                    .partitions()
                    .forEach(info -> partitions.put(
                            new TopicPartition(described.name(), info.partition()), OffsetSpec.latest()));
        }
        admin.listOffsets(partitions).all().get(patienceMillis, TimeUnit.MILLISECONDS);
    }
}
