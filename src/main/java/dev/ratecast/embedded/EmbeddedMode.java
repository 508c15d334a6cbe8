package dev.ratecast.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Points this JVM's configuration at embedded servers. The servers belong to the JVM, not to the application: dev mode
 * runs {@code main} again in another class loader at each reload, and must find them as they are.
 */
public final class EmbeddedMode {
    /** Set while the embedded servers run: their state folder. */
    public static final String STATE_FOLDER_KEY = "ratecast.embedded.state-dir";

    private static final int KAFKA_PORT = 9092;
    private static final int POSTGRES_PORT = 5432;
    private static final int REST_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9000;
    private static final long STOP_PATIENCE_SECONDS = 30;
    private static final CountDownLatch APPLICATION_STOPPED = new CountDownLatch(1);

    private static @Nullable EmbeddedServers running;

    private EmbeddedMode() {}

    /**
     * Starts the servers, unless this JVM has them already, and sets the configuration that reaches them as system
     * properties. Keys that are set already stay.
     *
     * @param fresh whether what earlier runs left in the folder is deleted first
     */
    public static synchronized void enter(Path stateFolder, boolean fresh) {
        if (System.getProperty(STATE_FOLDER_KEY) != null) {
            return;
        }
        if (fresh) {
            EmbeddedServers.clear(stateFolder);
        }
        EmbeddedServers servers =
                EmbeddedServers.start(stateFolder, KAFKA_PORT, POSTGRES_PORT, EmbeddedDatabase.DURABLE);
        Map<String, String> configuration = new LinkedHashMap<>(servers.configuration());
        configuration.put(STATE_FOLDER_KEY, stateFolder.toAbsolutePath().toString());
        configuration.put(
                "ratecast.known.snapshot.folder",
                stateFolder
                        .resolve(EmbeddedServers.KNOWN_FOLDER)
                        .toAbsolutePath()
                        .toString());
        configuration.put("ratecast.kafka.create-topics", "true");
        configuration.put("ratecast.model.location", "classpath:sample/model.zip");
        configuration.put("quarkus.http.port", Integer.toString(Ports.preferred(REST_PORT, "REST")));
        configuration.put(
                "quarkus.management.port", Integer.toString(Ports.preferred(MANAGEMENT_PORT, "health and metrics")));
        configuration.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
        running = servers;
        Runtime.getRuntime()
                .addShutdownHook(new Thread(EmbeddedMode::stopAfterTheApplication, "ratecast-embedded-stop"));
    }

    /** Tells that the application is down, so that the servers may go. */
    public static void applicationStopped() {
        APPLICATION_STOPPED.countDown();
    }

    /** Stops the servers, if they run: once nothing needs them any more. */
    public static synchronized void stopServers() {
        EmbeddedServers servers = running;
        running = null;
        if (servers != null) {
            servers.close();
        }
    }

    private static void stopAfterTheApplication() {
        try {
            if (!APPLICATION_STOPPED.await(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The application did not stop in time; the embedded servers stop under it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopServers();
    }
}
