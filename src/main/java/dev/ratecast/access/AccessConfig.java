package dev.ratecast.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who may make REST calls that are not the admin's. */
@ConfigMapping(prefix = "ratecast.access")
public interface AccessConfig {
    /** Whether every REST call needs a bearer token: the one below, the admin's, or one of the identity provider. */
    @WithDefault("false")
    boolean required();

    /** The bearer token of calls that are not the admin's, where {@link #required} asks for one. */
    Optional<String> token();
}
