package dev.ratecast.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Which model serves. */
@ConfigMapping(prefix = "ratecast.model")
public interface ModelConfig {
    /** The artifact that serves until the registry has an active one: a file, or {@code classpath:} and a resource. */
    Optional<String> location();

    /** How often the registry is looked at. */
    @WithDefault("1S")
    Duration poll();
}
