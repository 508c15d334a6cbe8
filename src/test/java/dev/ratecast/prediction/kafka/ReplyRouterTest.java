package dev.ratecast.prediction.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyRouterTest {
    private final ReplyRouter router = new ReplyRouter(
            "prediction-replies", Pattern.compile(".*repl(y|ies).*"), Set.of("ratings", "requests-and-replies"));

    @ParameterizedTest
    @CsvSource({
        "REPLY_TOPIC, REPLY_PARTITION, REPLY_CORRELATION_ID",
        "kafka_replyTopic, kafka_replyPartition, kafka_correlationId"
    })
    void bothConventionsAreUnderstood(String topic, String partition, String correlation) {
        ReplyRoute route = router.route(new RecordHeaders()
                .add(topic, text("my-replies"))
                .add(partition, ByteBuffer.allocate(4).putInt(258).array())
                .add(correlation, new byte[] {0, -1, 7}));
        assertThat(route.refusal()).isNull();
        assertThat(route.topic()).isEqualTo("my-replies");
        assertThat(route.partition()).isEqualTo(258);
        assertThat(route.correlation()).singleElement().satisfies(header -> {
            assertThat(header.key()).isEqualTo(correlation);
            assertThat(header.value()).containsExactly(0, -1, 7);
        });
    }

    @Test
    void topicAndPartitionAreOfOneConventionAndThatOfSmallRyeGoesFirst() {
        byte[] two = ByteBuffer.allocate(4).putInt(2).array();
        ReplyRoute first = router.route(new RecordHeaders()
                .add("REPLY_TOPIC", text("my-replies"))
                .add("kafka_replyTopic", text("other-replies"))
                .add("kafka_replyPartition", two));
        assertThat(first).isEqualTo(new ReplyRoute("my-replies", null, List.of(), null));

        ReplyRoute second = router.route(new RecordHeaders()
                .add("REPLY_PARTITION", text("no partition"))
                .add("kafka_replyTopic", text("other-replies"))
                .add("kafka_replyPartition", two));
        assertThat(second).isEqualTo(new ReplyRoute("other-replies", 2, List.of(), null));

        ReplyRoute without = router.route(new RecordHeaders().add("kafka_replyPartition", two));
        assertThat(without).isEqualTo(new ReplyRoute("prediction-replies", 2, List.of(), null));
    }

    @Test
    void withoutHeadersTheDefaultTopicIsIt() {
        ReplyRoute route = router.route(new RecordHeaders());
        assertThat(route).isEqualTo(new ReplyRoute("prediction-replies", null, List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ratings",
                "requests-and-replies",
                "something-else",
                "",
                "..",
                "replies here",
                "__replies",
                "r\u00e9plies"
            })
    void refusedTopicsGoToTheDefaultWithTheirCorrelationId(String topic) {
        Headers headers = new RecordHeaders().add("REPLY_TOPIC", text(topic)).add("REPLY_CORRELATION_ID", text("7"));
        ReplyRoute route = router.route(headers);
        assertThat(route.refusal()).isNotNull();
        assertThat(route.topic()).isEqualTo("prediction-replies");
        assertThat(route.correlation()).hasSize(1);
    }

    @Test
    void partitionsThatAreNoFourBytesOrNegativeAreRefused() {
        assertThat(refusalOfPartition(text("1"))).contains("kafka_replyPartition");
        assertThat(refusalOfPartition(null)).isNotNull();
        assertThat(refusalOfPartition(new byte[] {-1, -1, -1, -1})).isNotNull();
        assertThat(refusalOfPartition(new byte[8])).isNotNull();
    }

    private String refusalOfPartition(byte[] value) {
        return router.route(new RecordHeaders()
                        .add("kafka_replyTopic", text("my-reply"))
                        .add("kafka_replyPartition", value))
                .refusal();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
