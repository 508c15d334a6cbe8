package dev.ratecast.ingestion.postgres;

import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The {@code replayed_dead_letter} table. Two replays of one letter in two transactions at once: the later waits for the
 * earlier at the table's key, and then finds it. Rows are taken in the order of the key, before any other lock.
 */
final class ReplayTable {
    /** Longer than any letter stays in the dead-letter topic, and its replay in the ratings topic. */
    private static final String FORGET =
            "delete from replayed_dead_letter where replayed_at < now() - interval '90 days'";

    private static final String RECORD =
            """
            insert into replayed_dead_letter (topic, partition, record_offset)
            select topic, partition, record_offset
            from unnest(?::text[], ?::bigint[], ?::bigint[]) as r(topic, partition, record_offset)
            order by 1, 2, 3
            on conflict do nothing
            returning topic, partition, record_offset
            """;

    private ReplayTable() {}

    /** Records the letters that the batch replays. Gives the places of events whose letter was replayed before. */
    static SortedSet<Integer> record(Connection connection, EventBatch batch) throws SQLException {
        SortedSet<Integer> repeated = new TreeSet<>();
        if (batch.replays().isEmpty()) {
            return repeated;
        }
        Set<DeadLetterId> isNew =
                insert(connection, new TreeSet<>(batch.replays().values()));
        // The first of a letter in the batch has the effect.
        new TreeMap<>(batch.replays()).forEach((place, letter) -> {
            if (!isNew.remove(letter)) {
                repeated.add(place);
            }
        });
        return repeated;
    }

    private static Set<DeadLetterId> insert(Connection connection, SortedSet<DeadLetterId> letters)
            throws SQLException {
        try (Statement forget = connection.createStatement()) {
            forget.executeUpdate(FORGET);
        }
        Set<DeadLetterId> isNew = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            Columns.of(insert, letters, 1)
                    .texts(DeadLetterId::topic)
                    .longs(DeadLetterId::partition)
                    .longs(DeadLetterId::offset);
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    isNew.add(new DeadLetterId(rows.getString(1), rows.getInt(2), rows.getLong(3)));
                }
            }
        }
        return isNew;
    }
}
