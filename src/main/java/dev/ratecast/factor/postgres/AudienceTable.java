package dev.ratecast.factor.postgres;

import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.MovieAudiences;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table of where movies stand by who rates them, by version of the factors. */
final class AudienceTable {
    private AudienceTable() {}

    static MovieAudiences read(Connection connection, String version, FactorTable movies, int rank)
            throws SQLException {
        float[] coordinates = new float[movies.size() * rank];
        String sql = "select movie_id, coordinates from movie_audience where version = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, version);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    RealArrays.read(rows, 2, coordinates, movies.find(rows.getLong(1)) * rank, rank);
                }
            }
        }
        return new MovieAudiences(rank, coordinates);
    }

    static void write(Connection connection, Factors factors) throws SQLException {
        String sql = "insert into movie_audience (version, movie_id, coordinates) values (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int place = 0; place < factors.movies().size(); place++) {
                insert.setString(1, factors.version());
                insert.setLong(2, factors.movies().id(place));
                insert.setArray(3, RealArrays.of(connection, factors.audiences().of(place)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
