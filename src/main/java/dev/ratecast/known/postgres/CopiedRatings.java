package dev.ratecast.known.postgres;

import dev.ratecast.known.RatingsSink;
import dev.ratecast.rating.RatingScale;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Ratings in the binary format of COPY: customer, movie, rating, date. A numeric is the number of its digits, the weight of
 * the first, sign and displayed scale, 16 bits each, then the digits to base 10,000; a timestamptz is microseconds since
 * 2000-01-01T00:00Z.
 */
final class CopiedRatings {
    /** Eleven bytes of signature and four of flags. */
    private static final int HEADER_BYTES = 15;

    private static final int FIELDS = 4;
    private static final long EPOCH_2000_SECONDS = 946_684_800L;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NEGATIVE = 0x4000;
    private static final long BASE = 10_000;

    private final long unitsPerStar;
    private final RatingsSink sink;
    private boolean headerRead;

    CopiedRatings(RatingScale scale, RatingsSink sink) {
        this.unitsPerStar = scale.unitsPerStar();
        this.sink = sink;
    }

    /**
     * Reads a message of the server, of whole rows.
     *
     * @throws IllegalStateException where it is not of this format
     */
    void read(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        if (!headerRead) {
            headerRead = true;
            in.position(HEADER_BYTES);
            int extension = in.getInt();
            in.position(in.position() + extension);
        }
        while (in.hasRemaining()) {
            int fields = in.getShort();
            if (fields == -1) {
                return;
            }
            if (fields != FIELDS) {
                throw new IllegalStateException("a copied row has " + fields + " fields instead of " + FIELDS);
            }
            long customer = bigint(in);
            long movie = bigint(in);
            Integer units = units(in);
            sink.rating(customer, movie, units, Math.floorDiv(bigint(in), MICROS_PER_SECOND) + EPOCH_2000_SECONDS);
        }
    }

    private static long bigint(ByteBuffer in) {
        int bytes = in.getInt();
        if (bytes != Long.BYTES) {
            throw new IllegalStateException("a copied number has " + bytes + " bytes instead of " + Long.BYTES);
        }
        return in.getLong();
    }

    /** A rating in units of the scale; null where it was withdrawn. */
    private @Nullable Integer units(ByteBuffer in) {
        if (in.getInt() < 0) {
            return null;
        }
        int digits = in.getShort();
        int weight = in.getShort();
        int sign = in.getShort() & 0xFFFF;
        in.getShort();
        // In ten-thousandths; a scale has no more decimals than that.
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value += in.getShort() * power(weight - i + 1);
        }
        long units = value * unitsPerStar / BASE;
        if (units * BASE != value * unitsPerStar) {
            throw new IllegalStateException("a stored rating is finer than the scale: " + value + " ten-thousandths");
        }
        return Math.toIntExact(sign == NEGATIVE ? -units : units);
    }

    private static long power(int exponent) {
        if (exponent < 0 || exponent > 3) {
            throw new IllegalStateException("a stored rating is far outside every scale");
        }
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= BASE;
        }
        return power;
    }
}
