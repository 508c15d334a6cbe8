package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A database that is away blocks ingestion and nothing else: no dead letter, no loss, and it goes on by itself. */
class OutagesAreWaitedForIT {
    @Test
    void ratings_that_arrive_while_tables_are_away_count_when_they_are_back() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            RatingsConsumer consumer = ingestion.startConsumer();
            send(ingestion, 0, 100);
            ingestion.awaitApplied();

            execute(ingestion.dataSource(), "alter table rating rename to rating_away");
            send(ingestion, 100, 200);
            ingestion.flush();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> consumer.status().waitingFor() != null);
            execute(ingestion.dataSource(), "alter table rating_away rename to rating");
            ingestion.awaitApplied();

            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(300);
            assertThat(ingestion.deadLetters()).isEmpty();
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
            Awaitility.await().until(() -> consumer.status().isHealthy());
        }
    }

    @Test
    void connections_that_the_server_ends_in_the_middle_lose_nothing() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3, Map.of("max-batch", "50"))) {
            ingestion.startConsumer();
            for (int part = 0; part < 10; part++) {
                send(ingestion, part * 200, 200);
                ingestion.flush();
                execute(
                        ingestion.dataSource(),
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = current_database() and pid <> pg_backend_pid()");
            }
            ingestion.awaitApplied();

            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(2_000);
            assertThat(ingestion.deadLetters()).isEmpty();
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    @Test
    void a_broker_that_does_not_answer_after_a_poll_loses_nothing_of_what_was_polled() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3, Map.of("max-batch", "50"))) {
            send(ingestion, 0, 2_000);
            ingestion.flush();
            AtomicInteger asked = new AtomicInteger();
            Admin admin = Admin.create(Servers.kafka());
            Admin flaky = (Admin) Proxy.newProxyInstance(
                    Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("describeTopics") && asked.incrementAndGet() % 4 == 0) {
                            throw new KafkaException("no answer");
                        }
                        return method.invoke(admin, arguments);
                    });
            ingestion.startConsumer(store -> store, new TopicLook(flaky, ingestion.topic()));
            ingestion.awaitApplied();

            assertThat(asked.get()).isGreaterThan(20);
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(2_000);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    private static void send(IngestionUnderTest ingestion, int first, int count) {
        for (int i = first; i < first + count; i++) {
            int customer = i % 37;
            ingestion.send(
                    customer,
                    "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-01\"}"
                            .formatted(customer, i, 1 + i % 5));
        }
    }

    private static void execute(DataSource dataSource, String sql) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
