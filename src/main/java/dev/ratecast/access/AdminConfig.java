package dev.ratecast.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Who may make admin calls. */
@ConfigMapping(prefix = "ratecast.admin")
public interface AdminConfig {
    /** The bearer token of admin calls. Without one they answer 403. */
    Optional<String> token();
}
