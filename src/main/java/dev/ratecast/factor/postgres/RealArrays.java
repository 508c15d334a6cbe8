package dev.ratecast.factor.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Columns of type {@code real[]}. */
final class RealArrays {
    private RealArrays() {}

    static Array of(Connection connection, float[] numbers) throws SQLException {
        Float[] boxed = new Float[numbers.length];
        for (int k = 0; k < boxed.length; k++) {
            boxed[k] = numbers[k];
        }
        return connection.createArrayOf("float4", boxed);
    }

    /** Copies the first numbers of a column into an array, from a place on. */
    static void read(ResultSet rows, int column, float[] into, int from, int count) throws SQLException {
        Float[] boxed = (Float[]) rows.getArray(column).getArray();
        for (int k = 0; k < count; k++) {
            into[from + k] = boxed[k];
        }
    }
}
