package dev.ratecast.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The light audit that a replica runs beside everything else. */
@ConfigMapping(prefix = "ratecast.audit")
public interface AuditConfig {
    /** How often it runs; 0 for never. */
    @WithDefault("10M")
    Duration interval();

    /** How many customers are recounted each time. */
    @WithDefault("200")
    int customers();
}
