package dev.ratecast.app;

import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The settings that stored aggregates depend on: written at the first start, compared at every later one. */
final class Installation {
    private static final String INSERT =
            """
            insert into installation (scale, era_boundaries, era_names, neighbor_gap)
            values (?, ?, ?, ?) on conflict do nothing
            """;

    private final String scale;
    private final String boundaries;
    private final String names;
    private final BigDecimal neighborGap;

    Installation(RatingScale scale, Eras eras, BigDecimal neighborGap) {
        this.scale = scale.toString();
        this.boundaries = eras.boundaries().stream().map(Object::toString).collect(Collectors.joining(","));
        this.names = eras.all().stream().map(era -> era.name()).collect(Collectors.joining(","));
        this.neighborGap = neighborGap;
    }

    /**
     * Stores these settings, or compares them with the stored ones.
     *
     * @return what differs, empty where nothing does
     */
    List<String> storeOrCompare(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, scale);
                insert.setString(2, boundaries);
                insert.setString(3, names);
                insert.setBigDecimal(4, neighborGap);
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(
                            "select scale, era_boundaries, era_names, neighbor_gap from installation");
                    ResultSet row = select.executeQuery()) {
                row.next();
                List<String> differences = new ArrayList<>();
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
                return differences;
            }
        }
    }

    private static void compare(String key, String configured, String stored, List<String> differences) {
        if (!configured.equals(stored)) {
            differences.add(
                    key + " is \"" + configured + "\", the stored aggregates were computed with \"" + stored + "\"");
        }
    }
}
