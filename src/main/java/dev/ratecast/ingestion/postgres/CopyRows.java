package dev.ratecast.ingestion.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by {@code COPY … FROM STDIN (FORMAT BINARY)}, field by field in the order of the
 * columns. Closing without {@link #finish} gives the rows up, and with them the transaction.
 *
 * <p>Binary formats: bigint and integer are big-endian; timestamptz is microseconds since 2000-01-01T00:00Z; numeric is
 * the number of digits, the weight of the first, the sign and the displayed scale, 16 bits each, then the digits to base
 * 10,000.
 */
final class CopyRows implements AutoCloseable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int BUFFER_BYTES = 64 << 10;
    /** More than any field but a text takes. */
    private static final int FIELD_BYTES = 64;

    private static final long EPOCH_2000_SECONDS = 946_684_800L;
    private static final short NEGATIVE = 0x4000;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /**
     * Begins to copy.
     *
     * @param target a table that was made or emptied in the same transaction, with its columns in parentheses; its rows
     *     need no vacuum
     */
    CopyRows(Connection connection, String target) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " from stdin (format binary, freeze)");
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins a row of so many fields. */
    CopyRows row(int fields) throws SQLException {
        reserve(2);
        buffer.putShort((short) fields);
        return this;
    }

    CopyRows bigint(long value) throws SQLException {
        reserve(FIELD_BYTES);
        buffer.putInt(8).putLong(value);
        return this;
    }

    CopyRows integer(@Nullable Integer value) throws SQLException {
        reserve(FIELD_BYTES);
        if (value == null) {
            buffer.putInt(-1);
        } else {
            buffer.putInt(4).putInt(value);
        }
        return this;
    }

    /** A time of whole seconds since 1970. */
    CopyRows timestamp(long epochSeconds) throws SQLException {
        reserve(FIELD_BYTES);
        buffer.putInt(8).putLong((epochSeconds - EPOCH_2000_SECONDS) * 1_000_000L);
        return this;
    }

    CopyRows text(@Nullable String value) throws SQLException {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field in its binary format, such as {@link #numeric} gives; null for SQL's null. */
    CopyRows bytes(byte @Nullable [] value) throws SQLException {
        reserve(4 + (value == null ? 0 : value.length));
        if (value == null) {
            buffer.putInt(-1);
        } else {
            buffer.putInt(value.length).put(value);
        }
        return this;
    }

    /**
     * Ends the copy.
     *
     * @return how many rows the table took
     */
    long finish() throws SQLException {
        reserve(2);
        buffer.putShort((short) -1);
        flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    /** The binary format of a number, with no more decimals than it needs. */
    static byte[] numeric(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        int decimals = Math.max(0, shortest.scale());
        int groups = (decimals + 3) / 4;
        BigInteger rest = shortest.abs().setScale(groups * 4).unscaledValue();
        short[] digits = new short[1 + rest.bitLength() / 13];
        int first = digits.length;
        while (rest.signum() > 0) {
            BigInteger[] split = rest.divideAndRemainder(BASE);
            digits[--first] = split[1].shortValue();
            rest = split[0];
        }
        int end = digits.length;
        int weight = end - first - groups - 1;
        while (end > first && digits[end - 1] == 0) {
            end--;
        }
        ByteBuffer numeric = ByteBuffer.allocate(8 + 2 * (end - first));
        numeric.putShort((short) (end - first)).putShort((short) (end == first ? 0 : weight));
        numeric.putShort(shortest.signum() < 0 ? NEGATIVE : 0).putShort((short) decimals);
        for (short digit : Arrays.copyOfRange(digits, first, end)) {
            numeric.putShort(digit);
        }
        return numeric.array();
    }

    private void reserve(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
