package dev.ratecast.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Tables;
import org.junit.jupiter.api.Test;

/** {@code offsets} shows how far ingestion is, and moves it. */
class OffsetsIT {
    @Test
    void an_offset_that_is_set_is_read_from_next_even_where_no_new_event_comes() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            ingestion.startConsumer();
            sendRatings(ingestion, 30);
            ingestion.awaitApplied();
            assertThat(command.run("offsets", "list").text()).containsPattern(" 0 +30 +\\d+ +0 +30 +0 .*same topic");
            Tables.execute(ingestion.dataSource(), "delete from rating where movie_id >= 20");

            CommandUnderTest.Result set = command.run("offsets", "set", "--partition", "0", "--offset", "20");

            assertThat(set.exitCode()).isZero();
            assertThat(set.text()).contains("partition=0 next-offset=20").contains("was 30 of topic-id=");
            ingestion.awaitApplied();
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(30);
        }
    }

    @Test
    void earliest_and_latest_are_the_topics_own_offsets_also_of_a_topic_that_was_created_anew() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(2)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            ingestion.offsets().set(ingestion.topic(), 0, "another-topic-id", 7);
            sendRatings(ingestion, 10);
            ingestion.flush();

            assertThat(command.run("offsets", "list").text())
                    .containsPattern("0 +7 +1 .*another-topic-id +the topic was created anew")
                    .containsPattern("1 +- +- .*never read");
            assertThat(command.run("offsets", "set", "--partition", "0", "--offset", "latest")
                            .exitCode())
                    .isZero();
            assertThat(command.run("offsets", "set", "--partition", "1", "--offset", "earliest")
                            .text())
                    .contains("partition=1 next-offset=0")
                    .contains("was never read");
            assertThat(command.run("offsets", "list").text()).doesNotContain("created anew", "never read");
        }
    }

    @Test
    void an_offset_that_the_topic_has_not_is_wrong_usage_and_changes_nothing() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            sendRatings(ingestion, 5);
            ingestion.flush();

            CommandUnderTest.Result beyond = command.run("offsets", "set", "--partition", "0", "--offset", "6");
            assertThat(beyond.exitCode()).isEqualTo(2);
            assertThat(beyond.text()).contains("offset 6 is not in the topic, which has 0 to 5");
            assertThat(command.run("offsets", "set", "--partition", "1", "--offset", "0")
                            .exitCode())
                    .isEqualTo(2);
            assertThat(command.run("offsets", "set", "--partition", "0", "--offset", "newest")
                            .exitCode())
                    .isEqualTo(2);
            assertThat(command.run("offsets").exitCode()).isEqualTo(2);
            assertThat(ingestion.offsets().all(ingestion.topic())).isEmpty();
        }
    }

    private static void sendRatings(IngestionUnderTest ingestion, int count) {
        for (int movie = 0; movie < count; movie++) {
            ingestion.send(
                    1, "{\"customer_id\":1,\"movie_id\":" + movie + ",\"rating\":3,\"rating_date\":\"2005-01-01\"}");
        }
    }
}
