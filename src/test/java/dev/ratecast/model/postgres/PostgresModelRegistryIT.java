package dev.ratecast.model.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.ModelRegistryContract;
import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.testing.Pools;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.TcpProxy;
import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresModelRegistryIT extends ModelRegistryContract {
    private final DataSource dataSource = Servers.newMigratedDatabase();

    @Override
    protected ModelRegistry empty() {
        return new PostgresModelRegistry(dataSource);
    }

    @Test
    void the_scores_of_the_manifest_are_a_column_to_query() throws Exception {
        registry.publish("a", Instant.EPOCH, "{\"scores\":{\"test\":{\"rows\":7}}}", new byte[] {1});

        assertThat(Tables.number(dataSource, "select (metrics #>> '{test,rows}')::int from model_version"))
                .isEqualTo(7);
    }

    @Test
    void many_writers_leave_one_active_version_and_none_fails() throws Exception {
        for (int i = 0; i < 4; i++) {
            registry.publish("v" + i, Instant.EPOCH, "{}", new byte[] {1});
        }
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> activated = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                String version = "v" + i % 4;
                activated.add(writers.submit(() -> registry.activate(version)));
            }
            for (Future<Boolean> one : activated) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            writers.shutdown();
        }
        assertThat(Tables.number(dataSource, "select count(*) from model_version where active"))
                .isEqualTo(1);
    }

    @Test
    void a_database_that_says_nothing_is_unavailable_within_seconds() throws Exception {
        PGSimpleDataSource database = (PGSimpleDataSource) dataSource;
        try (TcpProxy proxy = new TcpProxy(database.getPortNumbers()[0])) {
            PGSimpleDataSource behind = new PGSimpleDataSource();
            behind.setUrl("jdbc:postgresql://localhost:%d/%s?sslmode=disable&socketTimeout=60"
                    .formatted(proxy.port(), database.getDatabaseName()));
            behind.setUser("ratecast");
            behind.setPassword("ratecast");
            try (AgroalDataSource pool = Pools.of(behind, 1)) {
                ModelRegistry asked = new PostgresModelRegistry(pool);
                assertThat(asked.choice().active()).isNull();

                proxy.swallow();
                Instant begin = Instant.now();
                assertThatThrownBy(asked::choice).isInstanceOf(RegistryUnavailableException.class);
                assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void a_database_that_is_away_or_has_no_schema_yet_is_unavailable() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/ratecast");
        PGSimpleDataSource bare = new PGSimpleDataSource();
        bare.setUrl(Servers.newDatabase());
        bare.setUser("ratecast");
        bare.setPassword("ratecast");

        for (DataSource source : List.of(nowhere, bare)) {
            assertThatThrownBy(() -> new PostgresModelRegistry(source).choice())
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }
}
