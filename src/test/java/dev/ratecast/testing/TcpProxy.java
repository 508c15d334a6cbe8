package dev.ratecast.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on loopback. It can swallow what both send, as a network does that loses every
 * packet, cut all connections, refuse new ones, and show what the client sends before it is passed on.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ServerSocket listening;
    private volatile int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean swallowing;
    private volatile boolean refusing;
    private volatile Consumer<String> shown = text -> {};

    /** A proxy on a free port. @param target the server's port on loopback */
    public TcpProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run("proxy-accept", this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Has each piece that a client sends shown, as Latin-1 text, before it is passed on; it waits meanwhile. */
    public void show(Consumer<String> watcher) {
        shown = watcher;
    }

    /** From now on nothing passes in either direction, and no connection ends; {@link #pass} lets everything go on. */
    public void swallow() {
        synchronized (gate) {
            swallowing = true;
        }
    }

    /** Connections are accepted and everything passes, what was held back first. */
    public void pass() {
        refusing = false;
        synchronized (gate) {
            swallowing = false;
            gate.notifyAll();
        }
    }

    /** Ends all connections, and lets no new one live. */
    public void refuse() {
        refusing = true;
        sockets.forEach(TcpProxy::closeQuietly);
    }

    /** Ends all connections; new ones go to another server on loopback. */
    public void switchTo(int port) {
        target = port;
        sockets.forEach(TcpProxy::closeQuietly);
    }

    @Override
    public void close() {
        closeQuietly(listening);
        refuse();
        pass();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (refusing) {
                    client.close();
                    continue;
                }
                Socket server = connect();
                if (server == null) {
                    client.close();
                    continue;
                }
                sockets.add(client);
                sockets.add(server);
                run("proxy-to-server", () -> copy(client, server, true));
                run("proxy-to-client", () -> copy(server, client, false));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** Null where the server is gone. */
    private @Nullable Socket connect() {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            return null;
        }
    }

    private void copy(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fromClient) {
                    shown.accept(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                awaitOpen();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitOpen() throws InterruptedException {
        synchronized (gate) {
            while (swallowing) {
                gate.wait();
            }
        }
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
