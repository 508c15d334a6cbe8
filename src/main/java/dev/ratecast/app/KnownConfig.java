package dev.ratecast.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What predictions are made from. */
@ConfigMapping(prefix = "ratecast.known")
public interface KnownConfig {
    /** Where the known ratings are asked for. */
    @WithDefault("auto")
    Source source();

    /** The memory as it is kept in a file. */
    Snapshot snapshot();

    /** Where and when the memory is kept, so that a restart need not copy all ratings. */
    interface Snapshot {
        /** A folder of this replica's own; without it nothing is kept. */
        Optional<Path> folder();

        /** How often, beside once at shutdown. */
        @WithDefault("1h")
        Duration every();
    }

    /** A home of the known ratings, or the choice of one. */
    enum Source {
        /** Always the memory; not ready at start before it has caught up. */
        MEMORY,
        /** Always Postgres. */
        POSTGRES,
        /** The memory where the ratings fit the heap, else Postgres. */
        AUTO
    }
}
