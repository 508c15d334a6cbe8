package dev.ratecast.model.dl4j;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.heartbeat.Heartbeat;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J's native backend, started once for the process: quiet, on few threads, its off-heap memory capped. System
 * properties that are set already stay as they are.
 */
final class NativeRuntime {
    /** Networks of this size need a few megabytes; unfreed arrays wait for a garbage collection below this limit. */
    private static final String OFF_HEAP_LIMIT = "512m";

    private static final Map<String, String> PROPERTIES = Map.of(
            "org.bytedeco.javacpp.maxbytes",
            OFF_HEAP_LIMIT,
            // The whole process's memory is the container's affair: 0 is no limit.
            "org.bytedeco.javacpp.maxphysicalbytes",
            "0",
            "org.nd4j.log.initialization",
            "false",
            "org.nd4j.versioncheck",
            "false");

    /** Kept from garbage collection, which would forget their levels. */
    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.nd4j"), Logger.getLogger("org.deeplearning4j"));

    private static boolean started;

    private NativeRuntime() {}

    /** Starts the backend with one thread, unless it runs already. */
    static synchronized void start() {
        if (!started) {
            PROPERTIES.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
            CHATTY.stream()
                    .filter(logger -> logger.getLevel() == null)
                    .forEach(logger -> logger.setLevel(Level.WARNING));
            Heartbeat.getInstance().disableHeartbeat();
            useThreads(1);
            LateDeallocation.install();
            started = true;
        }
    }

    /** How many native threads an operation may use; small networks are fastest, and repeatable, on one. */
    static synchronized void useThreads(int threads) {
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
    }
}
