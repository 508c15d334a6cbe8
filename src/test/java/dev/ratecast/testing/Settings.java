package dev.ratecast.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The service's settings without the service. */
public final class Settings {
    private Settings() {}

    /**
     * A group of settings, each at its default but for those given.
     *
     * @param given values by full name
     */
    public static <T> T of(Class<T> group, Map<String, String> given) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(group)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withValidateUnknown(false);
        given.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(group);
    }
}
