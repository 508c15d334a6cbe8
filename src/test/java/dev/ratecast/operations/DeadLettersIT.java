package dev.ratecast.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dead-letters} shows what was refused, and sends it again once its cause is gone. */
class DeadLettersIT {
    private static final String RATING =
            "{\"customer_id\":7,\"movie_id\":%d,\"rating\":4,\"rating_date\":\"2005-02-03\"}";

    @TempDir
    Path folder;

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
    void replay_brings_the_letters_of_a_reason_back_as_they_came() throws Exception {
        CommandUnderTest.Result replay = command.run("dead-letters", "replay", "--reason", "refused-by-database");

        assertThat(replay.text()).contains("chosen=2 sent=2 repeats=0 too-large-to-be-kept=0");
        assertThat(replay.exitCode()).isZero();
        ingestion.awaitApplied();
        assertThat(Tables.rows(ingestion.dataSource(), "select movie_id from rating"))
                .containsExactlyInAnyOrder("1|", "11|", "12|");
        assertThat(ingestion.deadLetters()).hasSize(4);
        ConsumerRecord<byte[], byte[]> first = ingestion.records().get(5);
        assertThat(first.key()).isEqualTo("7".getBytes(UTF_8));
        assertThat(new String(first.value(), UTF_8)).isEqualTo(RATING.formatted(11));
        assertThat(first.headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("trace=abc", "ratecast-replay-of=" + ingestion.topic() + "/0/0");
    }

    @Test
    void a_second_replay_changes_nothing_even_after_the_rating_was_changed() throws Exception {
        String[] replay = {"dead-letters", "replay", "--partition", "0", "--offset", "0"};
        command.run(replay);
        ingestion.awaitApplied();
        ingestion.send(7, RATING.formatted(11).replace(":4,", ":1,"));
        ingestion.awaitApplied();

        assertThat(command.run(replay).text()).contains("chosen=1 sent=1");
        ingestion.awaitApplied();

        assertThat(Tables.rows(ingestion.dataSource(), "select rating from rating where movie_id = 11"))
                .containsExactly("1|");
        assertThat(Tables.rows(ingestion.dataSource(), "select partition, record_offset from replayed_dead_letter"))
                .containsExactly("0|0|");
        assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
    }

    @Test
    void a_letter_is_shown_whole_mended_in_a_file_and_replayed_under_its_customers_key() throws Exception {
        Path file = folder.resolve("letter.json");
        String[] write = {"dead-letters", "show", "--partition", "0", "--offset", "3", "--output", file.toString()};
        CommandUnderTest.Result show = command.run(write);
        assertThat(show.exitCode()).isZero();
        assertThat(show.text())
                .contains("dead-letter-reason=invalid-json")
                .contains("value=not JSON \\u001b[31m" + "x".repeat(300))
                .doesNotContain("\u001b");
        assertThat(Files.readString(file)).startsWith("not JSON \u001b");

        Files.writeString(file, RATING.formatted(5).replace(":7,", ":8,"));
        assertThat(command.run(write).text()).contains("letter.json is there already; --force overwrites it");
        String[] replay = {"dead-letters", "replay", "--partition", "0", "--offset", "3", "--value", file.toString()};
        assertThat(command.run(replay).exitCode()).isZero();
        ingestion.awaitApplied();
        assertThat(Tables.rows(ingestion.dataSource(), "select customer_id from rating where movie_id = 5"))
                .containsExactly("8|");

        assertThat(command.run(Stream.concat(Stream.of(write), Stream.of("--force"))
                                .toArray(String[]::new))
                        .exitCode())
                .isZero();
        assertThat(Files.readString(file)).startsWith("not JSON \u001b");
    }

    @Test
    void a_letter_that_was_too_large_to_be_kept_is_replayed_with_a_value_from_a_file() throws Exception {
        isReplayedOnlyWithAValueFromAFile("4");
    }

    @Test
    void a_letter_whose_key_was_too_large_to_be_kept_is_replayed_with_another_key() throws Exception {
        ingestion.send(new byte[1_500_000], RATING.formatted(6).getBytes(UTF_8));
        ingestion.awaitApplied();
        assertThat(command.run("dead-letters", "list", "--limit", "1").text())
                .contains("offset=5 key=(too large for the dead-letter topic)");
        isReplayedOnlyWithAValueFromAFile("5");
    }

    @Test
    void an_erased_customers_letters_are_neither_listed_nor_shown_nor_replayed_and_later_ones_are() {
        ingestion.send(8, "{\"customer_id\":8,\"rating\":9}");
        ingestion.send(7, "{\"customer_id\":7,\"erase\":true}");
        ingestion.send(7, "{\"customer_id\":7,\"rating\":\"later\"}");
        ingestion.awaitApplied();

        CommandUnderTest.Result list = command.run("dead-letters", "list");
        assertThat(list.text())
                .contains("offset=5 key=8", "offset=7 key=7", "later")
                .contains("2 dead letters")
                .contains("4 more of customers who were, or may have been, erased since")
                .doesNotContain("not JSON", "offset=0 ", "offset=2 ");
        assertThat(command.run("dead-letters", "show", "--partition", "0", "--offset", "0")
                        .exitCode())
                .isEqualTo(1);
        assertThat(command.run("dead-letters", "replay", "--reason", "refused-by-database")
                        .text())
                .contains("chosen=0 sent=0");
    }

    @Test
    void where_the_ratings_topic_no_longer_reaches_back_nobody_can_tell_and_the_letters_stay_hidden() throws Exception {
        ingestion.deleteRecordsBefore(5);
        ingestion.send(7, RATING.formatted(2));
        ingestion.send(7, "{\"customer_id\":7}");
        ingestion.awaitApplied();

        assertThat(command.run("dead-letters", "list").text())
                .contains("1 dead letters")
                .contains("4 more of customers who were, or may have been, erased since");
    }

    @Test
    void a_replay_header_that_names_no_letter_makes_a_dead_letter() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                ingestion.topic(), "7".getBytes(UTF_8), RATING.formatted(3).getBytes(UTF_8));
        record.headers().add("ratecast-replay-of", "nonsense".getBytes(UTF_8));
        ingestion.send(record);
        ingestion.awaitApplied();

        assertThat(command.run("dead-letters", "list", "--limit", "1").text()).contains("reason=invalid-replay");
    }

    @Test
    void one_event_alone_is_sent_again_by_its_partition_and_offset() throws Exception {
        assertThat(command.run("dead-letters", "replay", "--partition", "0", "--offset", "2")
                        .text())
                .contains("chosen=1 sent=1");
        ingestion.awaitApplied();

        assertThat(Tables.rows(ingestion.dataSource(), "select movie_id from rating"))
                .containsExactlyInAnyOrder("1|", "12|");
    }

    @Test
    void what_is_refused_again_does_not_double_with_each_replay() {
        assertThat(command.run("dead-letters", "replay", "--all").text())
                .contains("chosen=4 sent=3 repeats=0 too-large-to-be-kept=1");
        ingestion.awaitApplied();
        assertThat(ingestion.deadLetters()).hasSize(5);

        assertThat(command.run("dead-letters", "replay", "--reason", "invalid-json")
                        .text())
                .contains("chosen=3 sent=1 repeats=1 too-large-to-be-kept=1");
    }

    @Test
    void without_saying_which_nothing_is_sent() {
        for (List<String> options : List.of(
                List.<String>of(),
                List.of("--partition", "0"),
                List.of("--all", "--partition", "0", "--offset", "0"))) {
            List<String> args = new ArrayList<>(List.of("dead-letters", "replay"));
            args.addAll(options);
            assertThat(command.run(args.toArray(String[]::new)).exitCode())
                    .as("%s", options)
                    .isEqualTo(2);
        }
    }

    private void isReplayedOnlyWithAValueFromAFile(String offset) throws Exception {
        Path file = Files.createTempFile("letter", ".json");
        try {
            Files.writeString(file, RATING.formatted(6));
            String[] replay = {"dead-letters", "replay", "--partition", "0", "--offset", offset};
            assertThat(command.run(replay).exitCode()).isEqualTo(1);

            String[] mended = Stream.concat(Stream.of(replay), Stream.of("--value", file.toString()))
                    .toArray(String[]::new);
            assertThat(command.run(mended).text()).contains("sent=1");
            ingestion.awaitApplied();
            assertThat(Tables.rows(ingestion.dataSource(), "select movie_id from rating"))
                    .contains("6|");
        } finally {
            Files.delete(file);
        }
    }
}
