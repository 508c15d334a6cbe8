package dev.ratecast.app;

import dev.ratecast.ingestion.IngestionStatus;
import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Health group {@code ingest}: what each partition of this replica does. It makes no replica unready. */
@HealthGroup("ingest")
@Singleton
final class IngestCheck implements HealthCheck {
    private final IngestionService ingestion;

    IngestCheck(IngestionService ingestion) {
        this.ingestion = ingestion;
    }

    @Override
    public HealthCheckResponse call() {
        IngestionStatus status = ingestion.status();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("ingest").status(status.isHealthy());
        status.partitions().forEach((partition, text) -> response.withData("partition-" + partition, text));
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
}
