package dev.ratecast.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free TCP ports on loopback. */
final class Ports {
    private Ports() {}

    /** A port that was free a moment ago. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    /**
     * The preferred port where it is free, else another, which is said; 0 asks for any.
     *
     * @param listener what is to listen there
     */
    static int preferred(int port, String listener) {
        if (port != 0 && isFree(port)) {
            return port;
        }
        int other = free();
        if (port != 0) {
            System.err.println("Port " + port + " is taken: " + listener + " listens on " + other + " instead.");
        }
        return other;
    }

    /** Whether nothing listens there: on loopback, nor on all addresses. */
    private static boolean isFree(int port) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
