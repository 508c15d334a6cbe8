package dev.ratecast.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code dead-letters} shows what was refused, and sends it again once its cause is gone. */
class DeadLettersIT {
    private static final String RATING =
            "{\"customer_id\":7,\"movie_id\":%d,\"rating\":4,\"rating_date\":\"2005-02-03\"}";

    private final IngestionUnderTest ingestion = new IngestionUnderTest(1);
    private final CommandUnderTest command = new CommandUnderTest(ingestion);

    @BeforeEach
    void refuse_four_of_five_records() throws Exception {
        Tables.execute(ingestion.dataSource(), "alter table rating add constraint below_ten check (movie_id < 10)");
        ingestion.startConsumer();
        ProducerRecord<byte[], byte[]> traced = new ProducerRecord<>(
                ingestion.topic(), "7".getBytes(UTF_8), RATING.formatted(11).getBytes(UTF_8));
        traced.headers().add("trace", "abc".getBytes(UTF_8));
        ingestion.send(traced);
        ingestion.send(7, RATING.formatted(1));
        ingestion.send(7, RATING.formatted(12));
        ingestion.send(7, "not JSON \u001b[31m" + "x".repeat(300));
        ingestion.send("7".getBytes(UTF_8), new byte[1_500_000]);
        ingestion.awaitApplied();
        Tables.execute(ingestion.dataSource(), "alter table rating drop constraint below_ten");
    }

    @AfterEach
    void stop() throws InterruptedException {
        ingestion.close();
    }

    @Test
    void list_says_why_and_where_from_and_shows_what_a_terminal_can_bear() {
        CommandUnderTest.Result list = command.run("dead-letters", "list");

        assertThat(list.exitCode()).isZero();
        assertThat(list.text())
                .contains("reason=refused-by-database topic=" + ingestion.topic() + " partition=0 offset=0 key=7")
                .contains("value: " + RATING.formatted(11))
                .contains("value: not JSON \\u001b[31mxxx")
                .contains("… (314 bytes)")
                .contains("value: (too large for the dead-letter topic)")
                .contains("4 dead letters in topic " + ingestion.deadLetterTopic() + ", 4 shown")
                .doesNotContain("\u001b");
        assertThat(command.run("dead-letters", "list", "--limit", "1").text())
                .containsOnlyOnce("reason=")
                .contains("4 dead letters")
                .contains("1 shown");
    }

    @Test
    void resend_brings_the_letters_of_a_reason_back_as_they_came() throws Exception {
        CommandUnderTest.Result resend = command.run("dead-letters", "resend", "--reason", "refused-by-database");

        assertThat(resend.text()).contains("chosen=2 sent=2 repeats=0 too-large-to-be-kept=0");
        assertThat(resend.exitCode()).isZero();
        ingestion.awaitApplied();
        assertThat(Tables.rows(ingestion.dataSource(), "select movie_id from rating"))
                .containsExactlyInAnyOrder("1|", "11|", "12|");
        assertThat(ingestion.deadLetters()).hasSize(4);
        ConsumerRecord<byte[], byte[]> first = ingestion.records().get(5);
        assertThat(first.key()).isEqualTo("7".getBytes(UTF_8));
        assertThat(new String(first.value(), UTF_8)).isEqualTo(RATING.formatted(11));
        assertThat(first.headers().toArray()).singleElement().satisfies(header -> {
            assertThat(header.key()).isEqualTo("trace");
            assertThat(header.value()).isEqualTo("abc".getBytes(UTF_8));
        });
    }

    @Test
    void one_event_alone_is_sent_again_by_its_partition_and_offset() throws Exception {
        assertThat(command.run("dead-letters", "resend", "--partition", "0", "--offset", "2")
                        .text())
                .contains("chosen=1 sent=1");
        ingestion.awaitApplied();

        assertThat(Tables.rows(ingestion.dataSource(), "select movie_id from rating"))
                .containsExactlyInAnyOrder("1|", "12|");
    }

    @Test
    void what_is_refused_again_does_not_double_with_each_resend() {
        assertThat(command.run("dead-letters", "resend", "--all").text())
                .contains("chosen=4 sent=3 repeats=0 too-large-to-be-kept=1");
        ingestion.awaitApplied();
        assertThat(ingestion.deadLetters()).hasSize(5);

        assertThat(command.run("dead-letters", "resend", "--reason", "invalid-json")
                        .text())
                .contains("chosen=3 sent=1 repeats=1 too-large-to-be-kept=1");
    }

    @Test
    void without_saying_which_nothing_is_sent() {
        for (List<String> options : List.of(
                List.<String>of(),
                List.of("--partition", "0"),
                List.of("--all", "--partition", "0", "--offset", "0"))) {
            List<String> args = new ArrayList<>(List.of("dead-letters", "resend"));
            args.addAll(options);
            assertThat(command.run(args.toArray(String[]::new)).exitCode())
                    .as("%s", options)
                    .isEqualTo(2);
        }
    }
}
