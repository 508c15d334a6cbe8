package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PollPartsTest {
    private static final int SINGLE = 60;
    private static final int A_THOUSAND = 35_000;

    @Test
    void a_small_poll_is_divided_between_those_who_score_it() {
        assertThat(sizes(poll(5, SINGLE), 3)).containsExactly(5);
        assertThat(sizes(poll(100, SINGLE), 3)).containsExactly(34, 34, 32);
        assertThat(sizes(poll(500, SINGLE), 3)).startsWith(64, 64).endsWith(52).hasSize(8);
    }

    @Test
    void an_array_of_a_thousand_requests_is_a_part_of_its_own() {
        assertThat(sizes(poll(64, A_THOUSAND), 3)).hasSize(64).containsOnly(1);
    }

    @Test
    void arrays_are_together_up_to_some_five_hundred_requests() {
        assertThat(sizes(poll(10, 10_000), 1)).containsExactly(3, 3, 3, 1);
    }

    @Test
    void every_record_is_in_one_part_in_the_order_of_the_poll() {
        assertThat(PollParts.of(poll(100, 3_000), 3).stream()
                        .flatMap(Collection::stream)
                        .map(ConsumerRecord::offset))
                .containsExactlyElementsOf(IntStream.range(0, 100)
                        .mapToObj(offset -> (long) offset)
                        .toList());
    }

    @Test
    void a_record_without_a_value_weighs_nothing() {
        assertThat(sizes(poll(5, null), 1)).containsExactly(5);
        assertThat(PollParts.of(new ConsumerRecords<>(Map.of(), Map.of()), 1)).isEmpty();
    }

    private static List<Integer> sizes(ConsumerRecords<byte[], byte[]> poll, int atOnce) {
        return PollParts.of(poll, atOnce).stream().map(List::size).toList();
    }

    private static ConsumerRecords<byte[], byte[]> poll(int records, Integer bytes) {
        return new ConsumerRecords<>(
                Map.of(
                        new TopicPartition("requests", 0),
                        IntStream.range(0, records)
                                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>(
                                        "requests", 0, offset, null, bytes == null ? null : new byte[bytes]))
                                .toList()),
                Map.of());
    }
}
