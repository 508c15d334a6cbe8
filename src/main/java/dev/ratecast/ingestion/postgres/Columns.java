package dev.ratecast.ingestion.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Binds rows to a statement column by column, as arrays for {@code unnest}. */
final class Columns<R> {
    private final PreparedStatement statement;
    private final Collection<R> rows;
    private int index;

    private Columns(PreparedStatement statement, Collection<R> rows, int firstIndex) {
        this.statement = statement;
        this.rows = rows;
        this.index = firstIndex;
    }

    /** @param firstIndex the parameter of the first column, from 1 */
    static <R> Columns<R> of(PreparedStatement statement, Collection<R> rows, int firstIndex) {
        return new Columns<>(statement, rows, firstIndex);
    }

    Columns<R> longs(ToLongFunction<R> value) throws SQLException {
        long[] values = rows.stream().mapToLong(value).toArray();
        statement.setObject(index++, values, Types.ARRAY);
        return this;
    }

    Columns<R> integers(Function<R, @Nullable Integer> value) throws SQLException {
        return array("int4", value);
    }

    Columns<R> texts(Function<R, @Nullable String> value) throws SQLException {
        return array("text", value);
    }

    Columns<R> times(Function<R, @Nullable String> value) throws SQLException {
        return array("timestamptz", value);
    }

    private Columns<R> array(String type, Function<R, ? extends @Nullable Object> value) throws SQLException {
        Connection connection = statement.getConnection();
        Array array = connection.createArrayOf(type, rows.stream().map(value).toArray());
        statement.setArray(index++, array);
        return this;
    }
}
