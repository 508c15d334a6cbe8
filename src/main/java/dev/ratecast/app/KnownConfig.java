package dev.ratecast.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What predictions are made from. */
@ConfigMapping(prefix = "ratecast.known")
public interface KnownConfig {
    /** Where the known ratings are asked for. */
    @WithDefault("auto")
    Source source();

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
