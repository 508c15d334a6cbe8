package dev.ratecast.app;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which model serves. */
@ConfigMapping(prefix = "ratecast.model")
public interface ModelConfig {
    /** The model artifact: a file, or {@code classpath:} and a resource. Without one the service is not ready. */
    Optional<String> location();
}
