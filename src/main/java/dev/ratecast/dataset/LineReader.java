package dev.ratecast.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of one file, as slices of a byte buffer; fields are parsed in place, so that a line costs no allocation.
 *
 * <p>{@code buffer[start..end)} is the current line without its line end. Not for use by several threads.
 */
final class LineReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final String file;
    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int limit;
    private int position;
    private int start;
    private int end;
    private long number;
    private boolean atEnd;
    private int unreportedBytes;

    LineReader(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Moves to the next line; false at the end of the file. */
    boolean next() {
        int scan = position;
        while (true) {
            for (; scan < limit; scan++) {
                if (buffer[scan] == '\n') {
                    take(scan, scan + 1);
                    return true;
                }
            }
            if (atEnd) {
                if (position == limit) {
                    return false;
                }
                take(limit, limit);
                return true;
            }
            int kept = limit - position;
            fill();
            scan = kept;
        }
    }

    /** Refuses a file without a line, once all of them are read. */
    void requireLines() {
        if (number == 0) {
            throw new BrokenDatasetException(file, "the file is empty");
        }
    }

    private void take(int lineEnd, int nextStart) {
        start = position;
        if (number == 0 && hasByteOrderMark(lineEnd)) {
            start += 3;
        }
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        position = nextStart;
        number++;
    }

    private boolean hasByteOrderMark(int lineEnd) {
        return lineEnd - start >= 3
                && buffer[start] == (byte) 0xEF
                && buffer[start + 1] == (byte) 0xBB
                && buffer[start + 2] == (byte) 0xBF;
    }

    private void fill() {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        if (limit == buffer.length) {
            if (limit >= 16 * BUFFER_BYTES) {
                throw new BrokenDatasetException(file, number + 1, "the line is longer than " + limit + " bytes");
            }
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
        try {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                atEnd = true;
            } else {
                limit += count;
                unreportedBytes += count;
            }
        } catch (IOException e) {
            throw new BrokenDatasetException(file, "cannot be read after line " + number + ": " + e, e);
        }
    }

    /** How many bytes were read since the last call. */
    int takeBytesRead() {
        int count = unreportedBytes;
        unreportedBytes = 0;
        return count;
    }

    /** The current line's number, from 1. */
    long number() {
        return number;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The end of the line without the blanks that end it. */
    int endOfText() {
        int last = end;
        while (last > start && (buffer[last - 1] == ' ' || buffer[last - 1] == '\t')) {
            last--;
        }
        return last;
    }

    boolean isBlank() {
        return endOfText() == start;
    }

    /** Where {@code wanted} is next at or after {@code from}, or −1. */
    int indexOf(char wanted, int from) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == (byte) wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The line as text; refused where its bytes are not in the charset. */
    String text(Charset charset) {
        try {
            return decoded(charset, start, end);
        } catch (CharacterCodingException e) {
            throw new RefusedLineException("not " + charset);
        }
    }

    /** The line as text: UTF-8, or ISO-8859-1 where its bytes are not that. */
    String text() {
        return text(start, end);
    }

    /** A part of the line as text, by places in the buffer. */
    String text(int from, int to) {
        try {
            return decoded(StandardCharsets.UTF_8, from, to);
        } catch (CharacterCodingException e) {
            return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    private String decoded(Charset charset, int from, int to) throws CharacterCodingException {
        return charset.newDecoder()
                .decode(ByteBuffer.wrap(buffer, from, to - from))
                .toString();
    }

    RefusedLine refused(RefusedLineException why) {
        return why.at(file, number);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new BrokenDatasetException(file, "cannot be closed: " + e, e);
        }
    }
}
