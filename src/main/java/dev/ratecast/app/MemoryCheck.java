package dev.ratecast.app;

import dev.ratecast.known.FollowingStatus;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** In health group {@code ingest}: how the memory of known ratings follows the topic. It makes no replica unready. */
@HealthGroup("ingest")
@Singleton
final class MemoryCheck implements HealthCheck {
    private final KnownService known;

    MemoryCheck(KnownService known) {
        this.known = known;
    }

    @Override
    public HealthCheckResponse call() {
        FollowingStatus status = known.status();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("memory")
                .status(status.isHealthy())
                .withData("phase", text(status.phase()))
                .withData("ratings", status.ratings())
                .withData("lag", status.lag());
        status.stopped()
                .forEach((partition, reason) -> response.withData("partition-" + partition, "stopped: " + reason));
        String waitingFor = status.waitingFor();
        if (waitingFor != null) {
            response.withData("waiting-for", waitingFor);
        }
        String fault = status.fault();
        if (fault != null) {
            response.withData("fault", fault);
        }
        return response.build();
    }

    /** A phase as health shows it. */
    static String text(FollowingStatus.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
