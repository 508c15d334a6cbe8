package dev.ratecast.ingestion.postgres;

import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The settings that stored aggregates depend on: written at the first start, compared at every later one. */
public final class Installation {
    private static final String INSERT =
            """
            insert into installation (scale, era_boundaries, era_names, neighbor_gap)
            values (?, ?, ?, ?) on conflict (only_row)\s""";

    private static final String UPDATE =
            """
            do update set scale = excluded.scale, era_boundaries = excluded.era_boundaries,
                          era_names = excluded.era_names, neighbor_gap = excluded.neighbor_gap
            """;

    /**
     * The stored settings that the features of a model depend on.
     *
     * @param eraBoundaries the first years of the second, third… era, ascending
     */
    public record Basis(RatingScale scale, List<Integer> eraBoundaries, BigDecimal neighborGap) {
        public Basis {
            eraBoundaries = List.copyOf(eraBoundaries);
        }
    }

    private final String scale;
    private final String boundaries;
    private final String names;
    private final BigDecimal neighborGap;

    public Installation(RatingScale scale, Eras eras, BigDecimal neighborGap) {
        this.scale = scale.toString();
        this.boundaries = eras.boundaries().stream().map(Object::toString).collect(Collectors.joining(","));
        this.names = eras.all().stream().map(Era::name).collect(Collectors.joining(","));
        this.neighborGap = neighborGap;
    }

    /**
     * Stores these settings where none are stored, else compares them with the stored ones.
     *
     * @return what differs, empty where nothing does
     */
    public List<String> storeOrCompare(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            insert(connection, INSERT + "do nothing");
            return compare(connection);
        }
    }

    /** What differs from the stored settings; empty where nothing does, or none are stored yet. */
    public List<String> compare(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return compare(connection);
        }
    }

    /** What is stored, whatever is configured; empty where nothing has been stored yet. */
    public static Optional<Basis> basis(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select scale, era_boundaries, neighbor_gap from installation");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Basis(
                            RatingScale.parse(row.getString(1)), years(row.getString(2)), row.getBigDecimal(3)))
                    : Optional.empty();
        }
    }

    private static List<Integer> years(String boundaries) {
        return boundaries.isEmpty()
                ? List.of()
                : Stream.of(boundaries.split(",")).map(Integer::valueOf).toList();
    }

    /** Stores these settings in place of others, within a transaction that recomputes what depends on them. */
    void store(Connection connection) throws SQLException {
        insert(connection, INSERT + UPDATE);
    }

    private void insert(Connection connection, String sql) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, scale);
            insert.setString(2, boundaries);
            insert.setString(3, names);
            insert.setBigDecimal(4, neighborGap);
            insert.executeUpdate();
        }
    }

    /** What differs from the stored settings, within a transaction. */
    List<String> compare(Connection connection) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select scale, era_boundaries, era_names, neighbor_gap from installation");
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                compare("ratecast.rating.scale", scale, row.getString(1), differences);
                compare("ratecast.rating.era-boundaries", boundaries, row.getString(2), differences);
                compare("ratecast.rating.era-names", names, row.getString(3), differences);
                if (neighborGap.compareTo(row.getBigDecimal(4)) != 0) {
                    compare(
                            "ratecast.rating.neighbor-gap",
                            neighborGap.toPlainString(),
                            row.getBigDecimal(4).toPlainString(),
                            differences);
                }
            }
        }
        return differences;
    }

    private static void compare(String key, String configured, String stored, List<String> differences) {
        if (!configured.equals(stored)) {
            differences.add(
                    key + " is \"" + configured + "\", the stored aggregates were computed with \"" + stored + "\"");
        }
    }
}
