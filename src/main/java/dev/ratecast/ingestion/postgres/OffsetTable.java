package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.OffsetStore;
import dev.ratecast.ingestion.PartitionProgress;
import dev.ratecast.ingestion.StalePartitionsException;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.transaction.Look;
import dev.ratecast.transaction.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The {@code consumed_offset} table. */
public final class OffsetTable implements OffsetStore {
    /** The leader epoch counts at the offset that it was stored with: an earlier release moves the offset alone. */
    private static final String COLUMNS = "partition, topic_id, next_offset, owner_epoch,"
            + " case when leader_epoch_offset = next_offset then leader_epoch end as leader_epoch";

    private static final String ACQUIRE =
            """
            insert into consumed_offset as o (topic, partition, topic_id, next_offset, owner_epoch)
            values (?, ?, ?, ?, 1)
            on conflict (topic, partition) do update set owner_epoch = o.owner_epoch + 1, updated_at = now()
            returning\s"""
                    + COLUMNS;

    private static final String ALL = "select " + COLUMNS + " from consumed_offset where topic = ? order by partition";

    private static final String BEGIN =
            """
            insert into consumed_offset (topic, partition, topic_id, next_offset, owner_epoch, latest_rating_date)
            values (?, ?, ?, ?, 1, to_timestamp(?))
            on conflict (topic, partition) do nothing
            """;

    private static final String SELECT_TOPIC_ID =
            "select topic_id from consumed_offset where topic = ? and partition = ? for update";

    /** Of another topic of the same name; at the same place there may be another letter now. */
    private static final String FORGET_LETTERS = "delete from replayed_dead_letter where topic = ? and partition = ?";

    private static final String SET =
            """
            insert into consumed_offset as o (topic, partition, topic_id, next_offset, owner_epoch)
            values (?, ?, ?, ?, 1)
            on conflict (topic, partition) do update
            set topic_id = excluded.topic_id, next_offset = excluded.next_offset,
                owner_epoch = o.owner_epoch + 1, leader_epoch = null, leader_epoch_offset = null, updated_at = now()
            """;

    /** In ascending order, so that two batches that share partitions, as one overtakes the other, wait in one direction. */
    private static final String LOCK =
            "select from consumed_offset where topic = ? and partition = any(?) order by partition for update";

    private static final String ADVANCE =
            """
            update consumed_offset o
            set next_offset = b.next_offset, leader_epoch = b.leader_epoch, leader_epoch_offset = b.next_offset,
                updated_at = now(),
                latest_rating_date = greatest(o.latest_rating_date, to_timestamp(?))
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[])
                as b(partition, owner_epoch, from_offset, next_offset, leader_epoch)
            where o.topic = ? and o.partition = b.partition
              and o.owner_epoch = b.owner_epoch and o.next_offset = b.from_offset
            returning o.partition
            """;

    /** Shorter than a client waits for an answer: a try that nobody waits for any more must not go on waiting for the row. */
    private static final TransactionTimeouts TIMEOUTS =
            new TransactionTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(20));

    /** Who looks for one offset waits no longer for the database: a caller may be waiting in turn. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final DataSource dataSource;

    public OffsetTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** In epoch seconds; null where the batch holds no rating. It tells when factors are due, and is never taken back. */
    private static @Nullable Long latestRatingDate(EventBatch batch) {
        return batch.events().stream()
                .filter(RatingEvent.Rated.class::isInstance)
                .map(event -> ((RatingEvent.Rated) event).ratedAt())
                .max(Long::compare)
                .orElse(null);
    }

    /**
     * Moves the batch's offsets within its transaction.
     *
     * @throws StalePartitionsException where one does not move
     */
    static void advance(Connection connection, EventBatch batch) throws SQLException {
        if (batch.progress().size() > 1) {
            lock(connection, batch);
        }
        Set<Integer> moved = new HashSet<>();
        try (PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
            @Nullable Long latest = latestRatingDate(batch);
            advance.setObject(1, latest, Types.DOUBLE);
            Columns.of(advance, batch.progress(), 2)
                    .longs(PartitionProgress::partition)
                    .longs(PartitionProgress::ownerEpoch)
                    .longs(PartitionProgress::fromOffset)
                    .longs(PartitionProgress::nextOffset)
                    .integers(PartitionProgress::leaderEpoch);
            advance.setString(7, batch.topic());
            try (ResultSet rows = advance.executeQuery()) {
                while (rows.next()) {
                    moved.add(rows.getInt(1));
                }
            }
        }
        Set<Integer> stale = batch.progress().stream()
                .map(PartitionProgress::partition)
                .filter(partition -> !moved.contains(partition))
                .collect(Collectors.toSet());
        if (!stale.isEmpty()) {
            throw new StalePartitionsException(batch.topic(), stale);
        }
    }

    private static void lock(Connection connection, EventBatch batch) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, batch.topic());
            Columns.of(lock, batch.progress(), 2).longs(PartitionProgress::partition);
            lock.execute();
        }
    }

    /**
     * Stores where reading begins, for partitions that were never acquired, within a transaction.
     *
     * @param latest the latest rating date that is stored, in epoch seconds; null where none is
     */
    static void begin(Connection connection, List<BulkLoad.TopicBegin> begins, @Nullable Long latest)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
            for (BulkLoad.TopicBegin begin : begins) {
                bind(insert, begin.topic(), begin.partition(), begin.topicId(), begin.firstOffset());
                insert.setObject(5, latest, Types.BIGINT);
                insert.executeUpdate();
            }
        }
    }

    @Override
    public StoredOffset acquire(String topic, int partition, String topicId, long firstOffset) {
        try {
            return Transaction.of(dataSource, connection -> {
                TIMEOUTS.apply(connection);
                try (PreparedStatement acquire = connection.prepareStatement(ACQUIRE)) {
                    bind(acquire, topic, partition, topicId, firstOffset);
                    return read(acquire).get(0);
                }
            });
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    @Override
    public Optional<StoredOffset> find(String topic, int partition) {
        try {
            return Look.within(LOOK, dataSource, connection -> all(connection, topic).stream()
                    .filter(o -> o.partition() == partition)
                    .findFirst());
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    @Override
    public List<StoredOffset> all(String topic) {
        try (Connection connection = dataSource.getConnection()) {
            return all(connection, topic);
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    private static List<StoredOffset> all(Connection connection, String topic) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setString(1, topic);
            return read(select);
        }
    }

    @Override
    public void set(String topic, int partition, String topicId, long nextOffset) {
        try {
            Transaction.of(dataSource, connection -> {
                TIMEOUTS.apply(connection);
                if (isAnotherTopic(connection, topic, partition, topicId)) {
                    try (PreparedStatement forget = connection.prepareStatement(FORGET_LETTERS)) {
                        forget.setString(1, topic);
                        forget.setInt(2, partition);
                        forget.executeUpdate();
                    }
                }
                try (PreparedStatement set = connection.prepareStatement(SET)) {
                    bind(set, topic, partition, topicId, nextOffset);
                    return set.executeUpdate();
                }
            });
        } catch (SQLException e) {
            throw SqlFaults.translate(e);
        }
    }

    /** Whether the partition was read under another id of the topic; locks its row. */
    private static boolean isAnotherTopic(Connection connection, String topic, int partition, String topicId)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT_TOPIC_ID)) {
            select.setString(1, topic);
            select.setInt(2, partition);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && !topicId.equals(row.getString(1));
            }
        }
    }

    private static void bind(PreparedStatement statement, String topic, int partition, String topicId, long offset)
            throws SQLException {
        statement.setString(1, topic);
        statement.setInt(2, partition);
        statement.setString(3, topicId);
        statement.setLong(4, offset);
    }

    private static List<StoredOffset> read(PreparedStatement statement) throws SQLException {
        List<StoredOffset> offsets = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                offsets.add(new StoredOffset(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getObject(5, Integer.class)));
            }
        }
        return offsets;
    }
}
