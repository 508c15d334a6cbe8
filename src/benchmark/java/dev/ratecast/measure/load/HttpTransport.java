package dev.ratecast.measure.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * HTTP/1.1 over some connections that stay open, one request at a time on each; what finds none free waits in line. Made
 * by hand because the load must cost little beside the server on the same two cores: one thread, no object per byte.
 */
final class HttpTransport implements Transport {
    /** Shorter waits are not worth a system call of the selector's, which counts in milliseconds. */
    private static final long NAP_NANOS = 100_000;

    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private record Waiting(int number, byte[] body) {}

    private final Selector selector;
    private final byte[] head;
    private final ArrayDeque<Connection> free = new ArrayDeque<>();
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();

    HttpTransport(URI url, int connections) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        head = ("POST " + path + " HTTP/1.1\r\nhost: " + url.getAuthority()
                        + "\r\ncontent-type: application/json\r\ncontent-length: ")
                .getBytes(StandardCharsets.US_ASCII);
        try {
            selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                free.add(new Connection(new InetSocketAddress(url.getHost(), url.getPort())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void send(int number, byte[] body) {
        Connection connection = free.poll();
        if (connection == null) {
            line.add(new Waiting(number, body));
        } else {
            connection.send(number, body);
        }
    }

    @Override
    public void poll(long maxNanos, Replies replies) {
        try {
            int ready = selector.selectNow();
            if (ready == 0 && maxNanos > 0) {
                if (maxNanos < 2_000_000) {
                    LockSupport.parkNanos(Math.min(maxNanos, NAP_NANOS));
                    ready = selector.selectNow();
                } else {
                    ready = selector.select(maxNanos / 1_000_000);
                }
            }
            if (ready > 0) {
                for (SelectionKey key : selector.selectedKeys()) {
                    read((Connection) key.attachment(), replies);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Connection connection, Replies replies) throws IOException {
        if (connection.read()) {
            replies.arrived(connection.number, connection.isServed(), connection.body());
            connection.forget();
            Waiting next = line.poll();
            if (next == null) {
                free.add(connection);
            } else {
                connection.send(next.number(), next.body());
            }
        }
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Connection {
        private final SocketChannel socket;
        private ByteBuffer out = ByteBuffer.allocate(1 << 12);
        private byte[] in = new byte[1 << 14];
        private int filled;
        private int bodyStart;
        private int end;
        private int number;

        Connection(InetSocketAddress address) throws IOException {
            socket = SocketChannel.open(address);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ, this);
        }

        void send(int request, byte[] body) {
            number = request;
            byte[] length = (body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            int bytes = head.length + length.length + body.length;
            if (out.capacity() < bytes) {
                out = ByteBuffer.allocate(bytes);
            }
            out.clear().put(head).put(length).put(body).flip();
            try {
                while (out.hasRemaining()) {
                    // A request fits the socket's buffer, nearly always at once.
                    socket.write(out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether the whole reply is here. */
        boolean read() throws IOException {
            if (filled == in.length) {
                in = Arrays.copyOf(in, in.length * 2);
            }
            int bytes = socket.read(ByteBuffer.wrap(in, filled, in.length - filled));
            if (bytes < 0) {
                throw new IOException("the server closed a connection");
            }
            filled += bytes;
            if (end == 0) {
                findEnd();
            }
            return end > 0 && filled >= end;
        }

        private void findEnd() throws IOException {
            for (int i = 3; i < filled; i++) {
                if (in[i] == '\n' && in[i - 1] == '\r' && in[i - 2] == '\n') {
                    bodyStart = i + 1;
                    end = bodyStart + length();
                    return;
                }
            }
        }

        private int length() throws IOException {
            for (int i = 0; i + LENGTH.length < bodyStart; i++) {
                if (in[i] == '\n' && matches(i + 1)) {
                    int length = 0;
                    for (int at = i + 1 + LENGTH.length; in[at] != '\r'; at++) {
                        length = length * 10 + in[at] - '0';
                    }
                    return length;
                }
            }
            throw new IOException(
                    "a reply without content-length: " + new String(in, 0, bodyStart, StandardCharsets.US_ASCII));
        }

        private boolean matches(int at) {
            for (int i = 0; i < LENGTH.length; i++) {
                int lower = in[at + i] >= 'A' && in[at + i] <= 'Z' ? in[at + i] + 32 : in[at + i];
                if (lower != LENGTH[i]) {
                    return false;
                }
            }
            return true;
        }

        /** Status 200, behind "HTTP/1.1 ". */
        boolean isServed() {
            return in[9] == '2' && in[10] == '0' && in[11] == '0';
        }

        byte[] body() {
            return Arrays.copyOfRange(in, bodyStart, end);
        }

        void forget() {
            filled = 0;
            end = 0;
        }
    }
}
