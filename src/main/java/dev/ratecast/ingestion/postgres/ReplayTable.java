package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventBatch;
import dev.ratecast.ingestion.Replay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The {@code replayed_dead_letter} table: by which record each letter was replayed first. That record alone has the effect,
 * also where its partition is read again. Two replays of one letter in two transactions at once: the later waits for the
 * earlier at the table's key, and then finds it. Rows are taken in the order of the key, after the batch's rows
 * of {@code consumed_offset} and before any other lock.
 */
final class ReplayTable {
    /** Longer than any letter stays in the dead-letter topic, and its replay in the ratings topic. */
    private static final String FORGET =
            "delete from replayed_dead_letter where replayed_at < now() - interval '90 days'";

    private static final String RECORD =
            """
            insert into replayed_dead_letter (topic, partition, record_offset, by_topic_id, by_partition, by_offset)
            select r.topic, r.partition, r.record_offset, o.topic_id, r.by_partition, r.by_offset
            from unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                as r(topic, partition, record_offset, by_partition, by_offset)
            join consumed_offset o on o.topic = ? and o.partition = r.by_partition
            order by 1, 2, 3
            on conflict do nothing
            """;

    private static final String FIND =
            """
            select l.topic, l.partition, l.record_offset, l.by_partition, l.by_offset
            from unnest(?::text[], ?::bigint[], ?::bigint[]) as r(topic, partition, record_offset)
            join replayed_dead_letter l
              on l.topic = r.topic and l.partition = r.partition and l.record_offset = r.record_offset
            join consumed_offset o
              on o.topic = ? and o.partition = l.by_partition and o.topic_id = l.by_topic_id
            """;

    private ReplayTable() {}

    /** Records the letters that the batch replays. Gives the places of events whose letter another record replayed before. */
    static SortedSet<Integer> record(Connection connection, EventBatch batch) throws SQLException {
        SortedSet<Integer> repeated = new TreeSet<>();
        if (batch.replays().isEmpty()) {
            return repeated;
        }
        SortedMap<DeadLetterId, Replay> firsts = new TreeMap<>();
        new TreeMap<>(batch.replays()).values().forEach(replay -> firsts.putIfAbsent(replay.letter(), replay));
        insert(connection, batch.topic(), firsts.values());
        Set<Replay> effective = find(connection, batch.topic(), firsts.keySet());
        batch.replays().forEach((place, replay) -> {
            if (!effective.contains(replay)) {
                repeated.add(place);
            }
        });
        return repeated;
    }

    private static void insert(Connection connection, String topic, Collection<Replay> replays) throws SQLException {
        try (Statement forget = connection.createStatement()) {
            forget.executeUpdate(FORGET);
        }
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            Columns.of(insert, replays, 1)
                    .texts(replay -> replay.letter().topic())
                    .longs(replay -> replay.letter().partition())
                    .longs(replay -> replay.letter().offset())
                    .longs(Replay::partition)
                    .longs(Replay::offset);
            insert.setString(6, topic);
            insert.executeUpdate();
        }
    }

    /** The records of the topic that have the effect of these letters. */
    private static Set<Replay> find(Connection connection, String topic, Collection<DeadLetterId> letters)
            throws SQLException {
        Set<Replay> found = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            Columns.of(select, letters, 1)
                    .texts(DeadLetterId::topic)
                    .longs(DeadLetterId::partition)
                    .longs(DeadLetterId::offset);
            select.setString(4, topic);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Replay(
                            new DeadLetterId(rows.getString(1), rows.getInt(2), rows.getLong(3)),
                            rows.getInt(4),
                            rows.getLong(5)));
                }
            }
        }
        return found;
    }
}
