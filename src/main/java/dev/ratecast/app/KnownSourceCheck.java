package dev.ratecast.app;

import dev.ratecast.factor.ActiveFactors;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.model.ActiveModel;
import dev.ratecast.transaction.Look;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: a model is active, the factors in Postgres have been read, and a source of known ratings answers: the memory that
 * has caught up, else Postgres.
 */
@Readiness
@Singleton
final class KnownSourceCheck implements HealthCheck {
    private static final String NONE = "none";
    private static final String MEMORY = "memory";
    private static final String POSTGRES = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AgroalDataSource dataSource;
    private final ServedKnownRatings served;
    private final KnownService known;
    private final ActiveModel model;
    private final ServingFactors factors;

    KnownSourceCheck(
            AgroalDataSource dataSource,
            ServedKnownRatings served,
            KnownService known,
            ActiveModel model,
            ServingFactors factors) {
        this.dataSource = dataSource;
        this.served = served;
        this.known = known;
        this.model = model;
        this.factors = factors;
    }

    @Override
    public HealthCheckResponse call() {
        String version = model.current().map(active -> active.version()).orElse(NONE);
        String source = served.isFromMemory() ? MEMORY : postgres();
        ActiveFactors look = factors.now();
        boolean answers = source.equals(MEMORY) || (source.equals(POSTGRES) && !known.isAwaited());
        return HealthCheckResponse.named("predictions")
                .withData("model", version)
                .withData("factors", text(look))
                .withData("known-ratings", source)
                .withData("memory", MemoryCheck.text(known.status().phase()))
                .status(model.current().isPresent() && look.areKnown() && answers)
                .build();
    }

    private static String text(ActiveFactors factors) {
        if (!factors.areKnown()) {
            return "not read yet";
        }
        String version = factors.current().version();
        return version.isEmpty() ? NONE : version;
    }

    private String postgres() {
        try {
            return Look.within(PATIENCE, dataSource, connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select from era_aggregate_slot limit 1");
                    return POSTGRES;
                }
            });
        } catch (SQLException e) {
            return "unavailable: sqlstate=" + e.getSQLState();
        }
    }
}
