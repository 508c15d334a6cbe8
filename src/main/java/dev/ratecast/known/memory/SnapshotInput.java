package dev.ratecast.known.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SnapshotOutput} wrote. What it returns is to be believed only once {@link #finish()} has passed. */
final class SnapshotInput {
    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).limit(0);
    private final CRC32C checksum = new CRC32C();

    SnapshotInput(ReadableByteChannel channel) {
        this.channel = channel;
    }

    int getInt() throws IOException {
        return available(Integer.BYTES).getInt();
    }

    /**
     * A length.
     *
     * @throws SnapshotException where it is negative or above {@code most}
     */
    int getLength(int most) throws IOException {
        int length = getInt();
        if (length < 0 || length > most) {
            throw new SnapshotException("a length is " + length + " where at most " + most + " can be");
        }
        return length;
    }

    long getLong() throws IOException {
        return available(Long.BYTES).getLong();
    }

    void getBytes(byte[] bytes, int length) throws IOException {
        for (int from = 0; from < length; ) {
            int part = Math.min(length - from, available(1).remaining());
            buffer.get(bytes, from, part);
            from += part;
        }
    }

    void getChars(char[] chars, int length) throws IOException {
        for (int from = 0; from < length; ) {
            int part = Math.min(length - from, available(Character.BYTES).remaining() / Character.BYTES);
            buffer.asCharBuffer().get(chars, from, part);
            buffer.position(buffer.position() + part * Character.BYTES);
            from += part;
        }
    }

    void getInts(int[] ints, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            ints[i] = getInt();
        }
    }

    @Nullable
    String getText(int most) throws IOException {
        int length = getInt();
        if (length < 0) {
            return null;
        }
        if (length > most) {
            throw new SnapshotException("a text has " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        getBytes(bytes, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Nullable
    Integer getOptional() throws IOException {
        boolean present = getInt() != 0;
        int value = getInt();
        return present ? value : null;
    }

    /**
     * Reads the checksum.
     *
     * @throws SnapshotException where it is not that of what was read
     */
    void finish() throws IOException {
        available(Long.BYTES);
        countConsumed();
        long read = checksum.getValue();
        long stored = buffer.getLong();
        if (read != stored) {
            throw new SnapshotException(
                    "the checksum is " + Long.toHexString(read) + " instead of " + Long.toHexString(stored));
        }
    }

    /** Adds what was taken from the buffer, which begins with the first byte not counted yet. */
    private void countConsumed() {
        ByteBuffer consumed = buffer.duplicate();
        consumed.flip();
        checksum.update(consumed);
    }

    /** The buffer with at least so many bytes to read. */
    private ByteBuffer available(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            countConsumed();
            buffer.compact();
            while (buffer.position() < bytes) {
                if (channel.read(buffer) < 0) {
                    throw new SnapshotException("the snapshot ends too early");
                }
            }
            buffer.flip();
        }
        return buffer;
    }
}
