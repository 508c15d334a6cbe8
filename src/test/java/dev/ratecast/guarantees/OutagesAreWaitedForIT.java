package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.BatchRefusedException;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.RatingStore;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.RatingsConsumer;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.micrometer.IngestionMetrics;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Pools;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.SilentObserver;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.TcpProxy;
import dev.ratecast.testing.TopicContents;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that is away blocks ingestion and nothing else: no dead letter, no loss, and it goes on by itself. */
class OutagesAreWaitedForIT {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

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
                                + " where datname = current_database() and backend_type = 'client backend'"
                                + " and pid <> pg_backend_pid()");
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
            send(ingestion, 0, 800);
            ingestion.flush();
            AtomicInteger asked = new AtomicInteger();
            ingestion.startConsumer(
                    store -> store,
                    new TopicLook(unanswering(() -> asked.incrementAndGet() % 4 == 0), ingestion.topic()));
            ingestion.awaitApplied();

            assertThat(asked.get()).isGreaterThan(10);
            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(800);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    @Test
    void what_is_committed_of_a_batch_is_in_the_metrics_though_an_outage_keeps_the_rest_back() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            send(ingestion, 0, 100);
            ingestion.flush();
            AtomicInteger calls = new AtomicInteger();
            RatingStore store = ingestion.store();
            // Refused as a whole, then half by half, and the second half meets the outage.
            RatingStore failing = batch -> switch (calls.incrementAndGet()) {
                case 1 -> throw new BatchRefusedException("one of them", new SQLException());
                case 3 -> throw new StoreUnavailableException("away", new SQLException());
                default -> store.apply(batch);
            };
            start(ingestion, failing, new TopicLook(Servers.kafka(), ingestion.topic()));
            ingestion.awaitApplied();

            assertThat(calls.get()).isGreaterThan(3);
            awaitCounted(100);
        }
    }

    @Test
    void what_is_committed_while_the_broker_does_not_answer_is_in_the_metrics() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            send(ingestion, 0, 100);
            ingestion.flush();
            AtomicBoolean committed = new AtomicBoolean();
            CompletableFuture<Void> unanswered = new CompletableFuture<>();
            RatingStore store = ingestion.store();
            RatingStore slow = batch -> {
                EffectCounts effects = store.apply(batch);
                committed.set(true);
                unanswered.join();
                return effects;
            };
            Admin flaky = unanswering(() -> committed.get() && unanswered.complete(null));
            start(ingestion, slow, new TopicLook(flaky, ingestion.topic()));
            ingestion.awaitApplied();

            awaitCounted(100);
        }
    }

    @Test
    void a_database_that_swallows_packets_counts_as_away_and_ingestion_goes_on_by_itself() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(2);
                TcpProxy proxy = new TcpProxy(database(ingestion).getPortNumbers()[0])) {
            PGSimpleDataSource behind = new PGSimpleDataSource();
            behind.setUrl("jdbc:postgresql://localhost:%d/%s?sslmode=disable&socketTimeout=2&connectTimeout=2"
                    .formatted(proxy.port(), database(ingestion).getDatabaseName()));
            behind.setUser("ratecast");
            behind.setPassword("ratecast");
            RatingsConsumer consumer = startConsumer(ingestion, behind);
            send(ingestion, 0, 100);
            ingestion.awaitApplied();

            proxy.swallow();
            send(ingestion, 100, 100);
            ingestion.flush();
            awaitWaiting(consumer);
            proxy.pass();
            send(ingestion, 200, 100);
            awaitAllCount(ingestion, consumer, 300);

            proxy.refuse();
            send(ingestion, 300, 100);
            ingestion.flush();
            awaitWaiting(consumer);
            proxy.pass();
            awaitAllCount(ingestion, consumer, 400);
        }
    }

    @Test
    void the_service_waits_longer_for_a_byte_than_a_statement_may_take() throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(reader);
        }
        assertThat(Duration.ofSeconds(Long.parseLong(
                        properties.getProperty("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout"))))
                .isGreaterThan(IngestionUnderTest.config(Map.of()).statementTimeout());
    }

    @Test
    void a_database_that_takes_no_writes_is_waited_for() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(2)) {
            RatingsConsumer consumer = ingestion.startConsumer();
            send(ingestion, 0, 100);
            ingestion.awaitApplied();

            String name = database(ingestion).getDatabaseName();
            execute(ingestion.dataSource(), "alter database " + name + " set default_transaction_read_only = on");
            send(ingestion, 100, 100);
            ingestion.flush();
            awaitWaiting(consumer);
            assertThat(consumer.status().waitingFor()).contains("read-only transaction");
            Tables.execute(
                    ingestion.dataSource(),
                    "set default_transaction_read_only = off",
                    "alter database " + name + " reset default_transaction_read_only");
            awaitAllCount(ingestion, consumer, 200);
        }
    }

    /** A disk that is full as statements write, and one that is full as they commit. */
    @ParameterizedTest
    @ValueSource(strings = {"not deferrable", "deferrable initially deferred"})
    void a_database_whose_disk_is_full_is_waited_for(String moment) throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(2)) {
            RatingsConsumer consumer = ingestion.startConsumer();
            send(ingestion, 0, 100);
            ingestion.awaitApplied();

            Tables.execute(
                    ingestion.dataSource(),
                    """
                    create function full_disk() returns trigger language plpgsql as $$ begin
                        raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
                    end $$
                    """,
                    "create constraint trigger full_disk after insert on rating " + moment
                            + " for each row execute function full_disk()");
            send(ingestion, 100, 100);
            ingestion.flush();
            awaitWaiting(consumer);
            assertThat(consumer.status().waitingFor()).contains("53100");
            execute(ingestion.dataSource(), "drop trigger full_disk on rating");
            awaitAllCount(ingestion, consumer, 200);
        }
    }

    @Test
    void a_partition_that_cannot_be_acquired_holds_up_no_other_one() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(3)) {
            AtomicBoolean locked = new AtomicBoolean(true);
            RatingsConsumer consumer = ingestion.startConsumer(
                    new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1)),
                    ingestion.store(),
                    lockedAtFirst(ingestion.offsets(), locked),
                    new SilentObserver(),
                    new TopicLook(Servers.kafka(), ingestion.topic()));
            send(ingestion, 0, 500);
            ingestion.flush();
            Map<Integer, Long> ends = TopicContents.ends(Servers.kafka(), ingestion.topic());
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo(ends.get(1) + ends.get(2)));
            assertThat(consumer.status().waitingFor()).isEqualTo("partition 0: its row is locked");
            assertThat(consumer.status().isHealthy()).isFalse();

            locked.set(false);
            awaitAllCount(ingestion, consumer, 500);
        }
    }

    /** Nobody can acquire the first partition so long. */
    private static OffsetStore lockedAtFirst(OffsetStore offsets, AtomicBoolean locked) {
        return (OffsetStore) Proxy.newProxyInstance(
                OffsetStore.class.getClassLoader(), new Class<?>[] {OffsetStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("acquire") && arguments[1].equals(0) && locked.get()) {
                        throw new StoreUnavailableException("its row is locked", new SQLException());
                    }
                    return method.invoke(offsets, arguments);
                });
    }

    @Test
    void a_pool_without_a_free_connection_is_waited_for() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(2);
                AgroalDataSource pool = Pools.of(database(ingestion), 1)) {
            Connection taken = pool.getConnection();
            RatingsConsumer consumer = ingestion.startConsumer(
                    new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1))::parse,
                    ingestion.store(pool),
                    ingestion.offsets(),
                    new SilentObserver(),
                    new TopicLook(Servers.kafka(), ingestion.topic()));
            send(ingestion, 0, 100);
            ingestion.flush();
            awaitWaiting(consumer);
            taken.close();
            awaitAllCount(ingestion, consumer, 100);
        }
    }

    private static RatingsConsumer startConsumer(IngestionUnderTest ingestion, DataSource database) {
        return ingestion.startConsumer(
                new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1))::parse,
                ingestion.store(database),
                new OffsetTable(database),
                new SilentObserver(),
                new TopicLook(Servers.kafka(), ingestion.topic()));
    }

    private static PGSimpleDataSource database(IngestionUnderTest ingestion) {
        return (PGSimpleDataSource) ingestion.dataSource();
    }

    private void start(IngestionUnderTest ingestion, RatingStore store, TopicLook look) {
        ingestion.startConsumer(
                new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1)),
                store,
                ingestion.offsets(),
                new IngestionMetrics(meters, RatingEventParser.reasons()),
                look);
    }

    private void awaitCounted(int events) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(meters.find("ratecast.events").counters().stream()
                            .mapToDouble(Counter::count)
                            .sum())
                    .isEqualTo(events);
            assertThat(meters.get("ratecast.batch.records").summary().totalAmount())
                    .isEqualTo(events);
        });
    }

    /** The broker, but for questions for a topic that stay unanswered. */
    private static Admin unanswering(BooleanSupplier stays) {
        Admin admin = Admin.create(Servers.kafka());
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("describeTopics") && stays.getAsBoolean()) {
                        throw new KafkaException("no answer");
                    }
                    return method.invoke(admin, arguments);
                });
    }

    private static void awaitWaiting(RatingsConsumer consumer) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> consumer.status().waitingFor() != null);
    }

    private static void awaitAllCount(IngestionUnderTest ingestion, RatingsConsumer consumer, int ratings)
            throws SQLException {
        ingestion.awaitApplied();
        assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                .isEqualTo(ratings);
        assertThat(ingestion.deadLetters()).isEmpty();
        assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> consumer.status()
                .isHealthy());
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
