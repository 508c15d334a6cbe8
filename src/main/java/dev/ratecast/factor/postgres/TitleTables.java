package dev.ratecast.factor.postgres;

import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.TitleEffects;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The tables of what titles say, by version of the factors. A movie that its title says nothing about has no row. */
final class TitleTables {
    private TitleTables() {}

    static TitleEffects read(Connection connection, String version, FactorTable movies) throws SQLException {
        float[] ofMovies = new float[movies.size()];
        String effects = "select movie_id, effect from title_effect where version = ?";
        try (PreparedStatement select = connection.prepareStatement(effects)) {
            select.setString(1, version);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ofMovies[movies.find(rows.getLong(1))] = rows.getFloat(2);
                }
            }
        }
        return new TitleEffects(words(connection, version), ofMovies);
    }

    private static Map<String, Float> words(Connection connection, String version) throws SQLException {
        Map<String, Float> words = new HashMap<>();
        String effects = "select word, effect from title_word where version = ?";
        try (PreparedStatement select = connection.prepareStatement(effects)) {
            select.setString(1, version);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    words.put(rows.getString(1), rows.getFloat(2));
                }
            }
        }
        return words;
    }

    static void write(Connection connection, Factors factors) throws SQLException {
        String word = "insert into title_word (version, word, effect) values (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(word)) {
            for (Map.Entry<String, Float> entry : factors.titles().words().entrySet()) {
                insert.setString(1, factors.version());
                insert.setString(2, entry.getKey());
                insert.setFloat(3, entry.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        String effect = "insert into title_effect (version, movie_id, effect) values (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(effect)) {
            for (int place = 0; place < factors.movies().size(); place++) {
                float ofTitle = factors.titles().ofMovie(place);
                if (ofTitle != 0) {
                    insert.setString(1, factors.version());
                    insert.setLong(2, factors.movies().id(place));
                    insert.setFloat(3, ofTitle);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
