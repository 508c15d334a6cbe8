package dev.ratecast.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the lines of a rating file in the Netflix Prize's format through a byte buffer of its own. */
final class RatingLines {
    private static final int LONGEST_LINE = 64;

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 18];
    /** The text of every day, made once. */
    private final byte[][] days = new byte[SyntheticDates.DAYS][];

    private int length;

    RatingLines(OutputStream out) {
        this.out = out;
        for (int day = 0; day < days.length; day++) {
            days[day] = SyntheticDates.FIRST_DATE.plusDays(day).toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    void movie(int id) throws IOException {
        reserve();
        number(id);
        buffer[length++] = ':';
        buffer[length++] = '\n';
    }

    void rating(int customer, int stars, int day) throws IOException {
        reserve();
        number(customer);
        buffer[length++] = ',';
        number(stars);
        buffer[length++] = ',';
        System.arraycopy(days[day], 0, buffer, length, days[day].length);
        length += days[day].length;
        buffer[length++] = '\n';
    }

    void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
        out.flush();
    }

    private void reserve() throws IOException {
        if (buffer.length - length < LONGEST_LINE) {
            out.write(buffer, 0, length);
            length = 0;
        }
    }

    private void number(int value) {
        int digits = 1;
        for (int rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }
}
