package dev.ratecast.known.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes numbers and arrays to a channel, big-endian, and a checksum of all of it behind them. */
final class SnapshotOutput {
    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    private final CRC32C checksum = new CRC32C();

    SnapshotOutput(WritableByteChannel channel) {
        this.channel = channel;
    }

    void putInt(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    void putLong(long value) throws IOException {
        room(Long.BYTES).putLong(value);
    }

    void putBytes(byte[] bytes, int length) throws IOException {
        for (int from = 0; from < length; ) {
            int part = Math.min(length - from, room(1).remaining());
            buffer.put(bytes, from, part);
            from += part;
        }
    }

    void putChars(char[] chars, int length) throws IOException {
        for (int from = 0; from < length; ) {
            int part = Math.min(length - from, room(Character.BYTES).remaining() / Character.BYTES);
            buffer.asCharBuffer().put(chars, from, part);
            buffer.position(buffer.position() + part * Character.BYTES);
            from += part;
        }
    }

    void putInts(int[] ints, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            putInt(ints[i]);
        }
    }

    /** A text or null. */
    void putText(@Nullable String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        putInt(text == null ? -1 : bytes.length);
        putBytes(bytes, bytes.length);
    }

    /** A number or null. */
    void putOptional(@Nullable Integer value) throws IOException {
        putInt(value == null ? 0 : 1);
        putInt(value == null ? 0 : value);
    }

    /** Writes the checksum and everything not written yet. The channel stays open. */
    void finish() throws IOException {
        flush();
        buffer.putLong(checksum.getValue());
        flush();
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() throws IOException {
        buffer.flip();
        checksum.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
