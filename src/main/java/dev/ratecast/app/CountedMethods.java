package dev.ratecast.app;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Counts HTTP calls under the methods that there are, and all others as one: a caller may name as many as it likes, and
 * each would be a series of its own for as long as the process runs.
 */
@Singleton
final class CountedMethods implements MeterFilter {
    /** What any other method is counted as. */
    static final String OTHER = "OTHER";

    private static final String METHOD = "method";
    private static final String HTTP_SERVER = "http.server.";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final MeterFilter others =
            MeterFilter.replaceTagValues(METHOD, method -> METHODS.contains(method) ? method : OTHER);

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith(HTTP_SERVER) ? others.map(id) : id;
    }
}
