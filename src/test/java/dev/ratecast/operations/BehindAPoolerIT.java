package dev.ratecast.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.factor.postgres.PostgresFactors;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.postgres.PostgresModelRegistry;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Pooler;
import dev.ratecast.testing.Pools;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.SilentObserver;
import dev.ratecast.testing.Tables;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What needs Postgres works behind a PgBouncer in transaction mode, with {@code prepareThreshold=0} in the JDBC URL. */
class BehindAPoolerIT {
    /** The driver prepares a statement on the server from its fifth use on. */
    private static final int ROUNDS = 12;

    private static final int RATINGS_OF_A_ROUND = 200;

    private static final int REPLICAS = 2;

    /** As in the service: a pooler may keep a client waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ExecutorService replicas = Executors.newFixedThreadPool(REPLICAS);

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        replicas.shutdownNow();
    }

    @Test
    void the_schema_is_migrated() throws Exception {
        PGSimpleDataSource bare = new PGSimpleDataSource();
        bare.setUrl(Servers.newDatabase());
        try (Pooler pooler = Pooler.before(bare, folder)) {
            Flyway.configure().dataSource(pooler.reach(bare)).load().migrate();

            assertThat(Tables.number(pooler.reach(bare), "select count(*) from rating"))
                    .isZero();
        }
    }

    @Test
    void two_replicas_apply_batches_take_turns_with_factors_and_switch_models() throws Exception {
        try (IngestionUnderTest ingestion = new IngestionUnderTest(4);
                Pooler pooler = Pooler.before(ingestion.dataSource(), folder);
                AgroalDataSource one = Pools.of(pooler.reach(ingestion.dataSource()), 8, PATIENCE);
                AgroalDataSource other = Pools.of(pooler.reach(ingestion.dataSource()), 8, PATIENCE)) {
            List<AgroalDataSource> databases = List.of(one, other);
            databases.forEach(database -> startConsumer(ingestion, database));
            List<PostgresFactors> factors =
                    databases.stream().map(BehindAPoolerIT::factors).toList();
            List<ModelRegistry> registries = databases.stream()
                    .<ModelRegistry>map(PostgresModelRegistry::new)
                    .toList();
            registries.get(0).publish("even", Instant.EPOCH, "{}", new byte[] {1});
            registries.get(1).publish("odd", Instant.EPOCH, "{}", new byte[] {2});

            for (int round = 0; round < ROUNDS; round++) {
                sendRatings(ingestion, round);
                String version = round % 2 == 0 ? "even" : "odd";
                assertThat(registries.get(round % REPLICAS).activate(version)).isTrue();
                assertThat(registries)
                        .allSatisfy(registry ->
                                assertThat(registry.choice().active()).hasFieldOrPropertyWithValue("version", version));
                ingestion.awaitApplied();
                // Due in each round, and fitted by whoever has the lock.
                List<Factors> fitted = refreshedAtOnce(factors, Instant.EPOCH.plusSeconds(round));
                assertThat(fitted).hasSize(1);
                assertThat(factors)
                        .allSatisfy(replica -> assertThat(replica.read().version())
                                .isEqualTo(fitted.get(0).version()));
            }

            assertThat(Tables.number(ingestion.dataSource(), "select count(*) from rating"))
                    .isEqualTo((long) ROUNDS * RATINGS_OF_A_ROUND);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        }
    }

    private static void startConsumer(IngestionUnderTest ingestion, AgroalDataSource database) {
        ingestion.startConsumer(
                new RatingEventParser(IngestionUnderTest.SCALE, Duration.ofDays(1))::parse,
                ingestion.store(database),
                new OffsetTable(database),
                new SilentObserver(),
                new TopicLook(Servers.kafka(), ingestion.topic()));
    }

    private static PostgresFactors factors(AgroalDataSource database) {
        return new PostgresFactors(
                database, IngestionUnderTest.SCALE, FactorSettings.DEFAULT, new RefreshRule(0.01, 30, 1, 10_000));
    }

    private static void sendRatings(IngestionUnderTest ingestion, int round) {
        for (int i = 0; i < RATINGS_OF_A_ROUND; i++) {
            ingestion.send(
                    i,
                    "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-02-03\"}"
                            .formatted(i, round, 1 + (i + round) % 5));
        }
        ingestion.flush();
    }

    private List<Factors> refreshedAtOnce(List<PostgresFactors> factors, Instant now) throws Exception {
        List<Future<Optional<Factors>>> refreshes = new ArrayList<>();
        factors.forEach(replica -> refreshes.add(replicas.submit(() -> replica.refreshIfDue(now))));
        List<Factors> fitted = new ArrayList<>();
        for (Future<Optional<Factors>> refresh : refreshes) {
            refresh.get().ifPresent(fitted::add);
        }
        return fitted;
    }
}
