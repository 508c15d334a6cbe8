package dev.ratecast.ingestion.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.StoreUnavailableException;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.TcpProxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** An owner that freezes in the middle of its transaction is cut off, so that the next owner can go on. */
class FrozenOwnerIT {
    @Test
    void a_try_to_acquire_ends_where_another_transaction_keeps_the_row_and_leaves_nobody_waiting() throws Exception {
        DataSource dataSource = Servers.newMigratedDatabase();
        OffsetTable offsets = new OffsetTable(dataSource);
        offsets.acquire("ratings", 0, "topic", 0);
        try (Connection keeping = dataSource.getConnection();
                Statement lock = keeping.createStatement()) {
            keeping.setAutoCommit(false);
            lock.execute("select from consumed_offset for update");

            assertThatThrownBy(() -> offsets.acquire("ratings", 0, "topic", 0))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("lock timeout");
            assertThat(
                            Tables.number(
                                    dataSource,
                                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
                    .isZero();
        }
    }

    @Test
    void the_next_owner_acquires_the_partition_and_the_frozen_one_cannot_commit() throws Exception {
        DataSource dataSource = Servers.newMigratedDatabase();
        OffsetTable offsets = new OffsetTable(dataSource);
        StoredOffset owned = offsets.acquire("ratings", 0, "topic", 0);
        EventBatch batch =
                new EventBatch("ratings", List.of(new PartitionProgress(0, owned.ownerEpoch(), 0, 10)), List.of());
        try (Connection frozen = dataSource.getConnection()) {
            frozen.setAutoCommit(false);
            new TransactionTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1)).apply(frozen);
            OffsetTable.advance(frozen, batch);

            StoredOffset next = offsets.acquire("ratings", 0, "topic", 0);

            assertThat(next.ownerEpoch()).isEqualTo(owned.ownerEpoch() + 1);
            assertThat(next.nextOffset()).isZero();
            assertThatThrownBy(frozen::commit).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void an_owner_that_freezes_while_it_sends_a_statement_is_cut_off_too() throws Exception {
        PGSimpleDataSource dataSource = (PGSimpleDataSource) Servers.newMigratedDatabase();
        OffsetTable offsets = new OffsetTable(dataSource);
        StoredOffset owned = offsets.acquire("ratings", 0, "topic", 0);
        EventBatch batch =
                new EventBatch("ratings", List.of(new PartitionProgress(0, owned.ownerEpoch(), 0, 10)), List.of());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (TcpProxy proxy = new TcpProxy(dataSource.getPortNumbers()[0])) {
            PGSimpleDataSource behind = new PGSimpleDataSource();
            behind.setUrl("jdbc:postgresql://localhost:" + proxy.port() + "/" + dataSource.getDatabaseName()
                    + "?sslmode=disable");
            behind.setUser(dataSource.getUser());
            behind.setPassword(dataSource.getPassword());
            try (Connection frozen = behind.getConnection();
                    PreparedStatement large = frozen.prepareStatement("select length(?)")) {
                frozen.setAutoCommit(false);
                Duration half = Duration.ofMillis(500);
                new TransactionTimeouts(half, half, half).apply(frozen);
                OffsetTable.advance(frozen, batch);
                large.setString(1, "a".repeat(4 << 20));
                CountDownLatch halfSent = new CountDownLatch(1);
                AtomicBoolean begun = new AtomicBoolean();
                proxy.show(sent -> {
                    if (begun.get()) {
                        proxy.swallow();
                        halfSent.countDown();
                    }
                    begun.compareAndSet(false, sent.contains("select length"));
                });
                Future<Boolean> sending = threads.submit(() -> large.execute());
                assertThat(halfSent.await(10, TimeUnit.SECONDS)).isTrue();

                try {
                    assertThat(offsets.acquire("ratings", 0, "topic", 0).nextOffset())
                            .isZero();
                } finally {
                    proxy.show(sent -> {});
                    proxy.pass();
                }
                assertThatThrownBy(sending::get).hasCauseInstanceOf(SQLException.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
