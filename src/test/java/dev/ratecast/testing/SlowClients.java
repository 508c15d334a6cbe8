package dev.ratecast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Clients on loopback that hold connections and give or take next to nothing, all driven by one thread: each round every
 * client does what it does, and who was cut off comes again.
 */
public final class SlowClients implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;
    private static final int COME_AGAIN_IN_A_ROUND = 100;
    private static final int PIPELINED = 50;

    /** What a client does with its connection. */
    public enum Habit {
        /** Sends a call's body a byte at a time. */
        SLOW_BODY,
        /** Sends a call's header lines a byte at a time. */
        SLOW_HEAD,
        /** Sends call after call, as fast as they are taken, and reads no answer. */
        READS_NOTHING,
        /** Sends nothing. */
        SILENT
    }

    private final InetSocketAddress server;
    private final List<Client> clients = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final Map<Habit, Integer> cuts = new EnumMap<>(Habit.class);
    private final Thread driver = new Thread(this::drive, "slow-clients");
    private volatile boolean over;
    private volatile int connected;

    /** So many clients of each habit; they begin at once. */
    public SlowClients(int port, Map<Habit, Integer> counts) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        counts.forEach((habit, count) -> {
            for (int i = 0; i < count; i++) {
                clients.add(new Client(habit));
            }
        });
        driver.start();
    }

    /** How many have a connection, as far as they have noticed. */
    public int connected() {
        return connected;
    }

    /** How many answers of each status were read; after the end. */
    public Map<Integer, Integer> answers() {
        return answers;
    }

    /** How often connections were ended by the server, or never taken; after the end. */
    public Map<Habit, Integer> cuts() {
        return cuts;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        driver.join();
    }

    private void drive() {
        try {
            while (!over) {
                int places = COME_AGAIN_IN_A_ROUND;
                int open = 0;
                for (Client client : clients) {
                    if (client.channel == null && places > 0) {
                        places--;
                        client.connect();
                    }
                    client.act();
                    open += client.channel == null ? 0 : 1;
                }
                connected = open;
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.forEach(Client::end);
        }
    }

    private final class Client {
        private final Habit habit;
        private final ByteBuffer received = ByteBuffer.allocate(512);
        private ByteBuffer call = ByteBuffer.allocate(0);
        private @Nullable SocketChannel channel;

        Client(Habit habit) {
            this.habit = habit;
        }

        void connect() {
            try {
                channel = SocketChannel.open(server);
                channel.configureBlocking(false);
                call = ByteBuffer.wrap(call(habit).getBytes(UTF_8));
                if (habit == Habit.SLOW_BODY) {
                    call.limit(call.capacity() - 1_000);
                    channel.write(call);
                }
            } catch (IOException e) {
                cut();
            }
        }

        void act() {
            SocketChannel open = channel;
            if (open == null) {
                return;
            }
            try {
                switch (habit) {
                    case SLOW_BODY, SLOW_HEAD -> {
                        call.limit(Math.min(call.position() + 1, call.capacity()));
                        open.write(call);
                        read(open);
                    }
                    case READS_NOTHING -> {
                        while (open.write(call) > 0) {
                            call.rewind();
                        }
                    }
                    case SILENT -> read(open);
                }
            } catch (IOException e) {
                cut();
            }
        }

        private void read(SocketChannel open) throws IOException {
            received.clear();
            int read = open.read(received);
            if (read > 12) {
                answers.merge(Integer.valueOf(new String(received.array(), 9, 3, UTF_8)), 1, Integer::sum);
            } else if (read < 0) {
                cut();
            }
        }

        private void cut() {
            cuts.merge(habit, 1, Integer::sum);
            end();
        }

        private void end() {
            SocketChannel open = channel;
            channel = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    // it is gone anyway
                }
            }
        }
    }

    private static String call(Habit habit) {
        return switch (habit) {
            case SLOW_BODY ->
                "POST /predictions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
                        + " ".repeat(1_000);
            case SLOW_HEAD -> "GET /eras HTTP/1.1\r\nHost: a\r\nX-Slow: " + "x".repeat(8_000);
            case READS_NOTHING -> "GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n".repeat(PIPELINED);
            case SILENT -> "";
        };
    }
}
