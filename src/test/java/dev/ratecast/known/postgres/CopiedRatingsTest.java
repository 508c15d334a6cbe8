package dev.ratecast.known.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.RatingsSink;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingScale;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopiedRatingsTest {
    private static final byte[] HEADER = new byte[19];
    private static final byte[] TRAILER = {-1, -1};

    private final List<String> read = new ArrayList<>();
    private final CopiedRatings rows = new CopiedRatings(RatingScale.parse("-3..124/0.5"), new RatingsSink() {
        @Override
        public void movie(MovieFacts movie) {
            throw new AssertionError("no movie was copied");
        }

        @Override
        public void rating(long customer, long movie, @Nullable Integer units, long ratedAt) {
            read.add(customer + " " + movie + " " + units + " " + ratedAt);
        }
    });

    @Test
    void numbers_of_any_length_are_read_in_units_of_the_scale() {
        rows.read(message(HEADER, row(1, 10, numeric(0, 0, 4), 0)));
        rows.read(row(2, 11, numeric(0, 0, 3, 5_000), -1));
        rows.read(row(3, 12, numeric(0x4000, 0, 2, 5_000), 1_500_000));
        rows.read(row(4, 13, numeric(0, -1, 5_000), 0));
        rows.read(row(5, 14, numeric(0, 0, 8_999, 5_000), 0));
        rows.read(row(6, 15, numeric(0, 0), 0));
        rows.read(message(row(7, 16, null, 0), TRAILER));

        assertThat(read)
                .containsExactly(
                        "1 10 40 946684800",
                        "2 11 35 946684799",
                        "3 12 -25 946684801",
                        "4 13 5 946684800",
                        "5 14 89995 946684800",
                        "6 15 0 946684800",
                        "7 16 null 946684800");
    }

    @Test
    void what_the_scale_does_not_hold_is_refused() {
        assertThatThrownBy(() -> rows.read(message(HEADER, row(1, 10, numeric(0, 0, 3, 2_500), 0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finer");
    }

    private static byte[] row(long customer, long movie, byte @Nullable [] rating, long micros) {
        ByteBuffer row = ByteBuffer.allocate(200).putShort((short) 4);
        row.putInt(8).putLong(customer).putInt(8).putLong(movie);
        if (rating == null) {
            row.putInt(-1);
        } else {
            row.putInt(rating.length).put(rating);
        }
        row.putInt(8).putLong(micros);
        return message(row);
    }

    private static byte[] numeric(int sign, int weight, int... digits) {
        ByteBuffer number = ByteBuffer.allocate(100);
        number.putShort((short) digits.length)
                .putShort((short) weight)
                .putShort((short) sign)
                .putShort((short) 1);
        for (int digit : digits) {
            number.putShort((short) digit);
        }
        return message(number);
    }

    private static byte[] message(ByteBuffer filled) {
        byte[] bytes = new byte[filled.position()];
        filled.flip().get(bytes);
        return bytes;
    }

    private static byte[] message(byte[] first, byte[] second) {
        return message(ByteBuffer.allocate(500).put(first).put(second));
    }
}
