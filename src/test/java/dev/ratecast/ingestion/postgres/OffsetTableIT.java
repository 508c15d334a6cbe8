package dev.ratecast.ingestion.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.testing.Pools;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.TcpProxy;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class OffsetTableIT {
    @Test
    void a_look_for_an_offset_waits_a_few_seconds_for_a_database_that_says_nothing() throws Exception {
        PGSimpleDataSource database = (PGSimpleDataSource) Servers.newMigratedDatabase();
        try (TcpProxy proxy = new TcpProxy(database.getPortNumbers()[0])) {
            PGSimpleDataSource behind = new PGSimpleDataSource();
            behind.setUrl("jdbc:postgresql://localhost:%d/%s?sslmode=disable"
                    .formatted(proxy.port(), database.getDatabaseName()));
            try (AgroalDataSource pool = Pools.of(behind, 1)) {
                OffsetTable offsets = new OffsetTable(pool);
                StoredOffset stored = offsets.acquire("ratings", 0, "topic", 7);
                assertThat(offsets.find("ratings", 0)).contains(stored);
                assertThat(offsets.find("ratings", 1)).isEmpty();
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getNetworkTimeout())
                            .as("of the next user")
                            .isZero();
                }

                proxy.swallow();
                Instant begin = Instant.now();
                assertThatThrownBy(() -> offsets.find("ratings", 0)).isInstanceOf(StoreUnavailableException.class);
                assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));

                proxy.pass();
                Awaitility.await()
                        .ignoreException(StoreUnavailableException.class)
                        .untilAsserted(
                                () -> assertThat(offsets.find("ratings", 0)).contains(stored));
            }
        }
    }

    @Test
    void a_leader_epoch_counts_at_the_offset_that_it_was_stored_with() throws Exception {
        DataSource database = Servers.newMigratedDatabase();
        OffsetTable offsets = new OffsetTable(database);
        long epoch = offsets.acquire("ratings", 0, "topic", 0).ownerEpoch();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            OffsetTable.advance(
                    connection,
                    new EventBatch("ratings", List.of(new PartitionProgress(0, epoch, 0, 10, 4)), List.of()));
            assertThat(leaderEpoch(offsets)).isEqualTo(4);
            assertThat(offsets.acquire("ratings", 0, "topic", 0).leaderEpoch()).isEqualTo(4);

            // As a release moves it that knows no leader epochs.
            statement.execute("update consumed_offset set next_offset = 20");
            assertThat(leaderEpoch(offsets)).isNull();
            statement.execute("update consumed_offset set next_offset = 10");
            assertThat(leaderEpoch(offsets)).isEqualTo(4);
        }
        offsets.set("ratings", 0, "topic", 10);
        assertThat(leaderEpoch(offsets)).isNull();
    }

    private static @Nullable Integer leaderEpoch(OffsetTable offsets) {
        return offsets.find("ratings", 0).orElseThrow().leaderEpoch();
    }
}
