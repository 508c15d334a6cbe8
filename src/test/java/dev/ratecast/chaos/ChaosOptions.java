package dev.ratecast.chaos;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The size of a run.
 *
 * @param seed the same seed gives the same events, the same order of disturbances, victims and pauses
 * @param pauseSeconds the mean pause between two disturbances
 * @param folder where servers keep their state, and the report is written
 */
public record ChaosOptions(
        int events,
        int kills,
        int postgresRestarts,
        int brokerRestarts,
        int processes,
        int pauseSeconds,
        long seed,
        Path folder) {
    public ChaosOptions {
        if (events < 1_000 || processes < 1 || kills < 0 || postgresRestarts < 0 || brokerRestarts < 0) {
            throw new IllegalArgumentException("at least 1000 events and one process, and nothing negative");
        }
    }

    /** How often something is killed or restarted. */
    int disturbances() {
        return kills + postgresRestarts + brokerRestarts;
    }

    /** Reads {@code --events N --kills N --postgres-restarts N --broker-restarts N --processes N --pause SECONDS --seed N --folder DIR}. */
    static ChaosOptions of(String... args) {
        Map<String, String> options = new HashMap<>(Map.of(
                "--events", "1000000",
                "--kills", "30",
                "--postgres-restarts", "5",
                "--broker-restarts", "3",
                "--processes", "3",
                "--pause", "8",
                "--seed", "1",
                "--folder", "target/chaos"));
        for (int i = 0; i < args.length; i += 2) {
            if (!options.containsKey(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException("not understood: " + args[i] + "; there are " + options.keySet());
            }
            options.put(args[i], args[i + 1]);
        }
        return new ChaosOptions(
                Integer.parseInt(options.get("--events")),
                Integer.parseInt(options.get("--kills")),
                Integer.parseInt(options.get("--postgres-restarts")),
                Integer.parseInt(options.get("--broker-restarts")),
                Integer.parseInt(options.get("--processes")),
                Integer.parseInt(options.get("--pause")),
                Long.parseLong(options.get("--seed")),
                Path.of(options.get("--folder")));
    }
}
