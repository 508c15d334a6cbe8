package dev.ratecast.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who may make admin calls. */
@ConfigMapping(prefix = "ratecast.admin")
public interface AdminConfig {
    /** The bearer token of admin calls. Without one, and without an identity provider, they answer 403. */
    Optional<String> token();

    /** The role that makes a bearer of the identity provider's tokens an admin. */
    @WithDefault("admin")
    String role();
}
