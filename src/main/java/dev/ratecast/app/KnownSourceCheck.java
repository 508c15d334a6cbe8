package dev.ratecast.app;

import dev.ratecast.model.ActiveModel;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: a model is active, and the source of known ratings answers. */
@Readiness
@Singleton
final class KnownSourceCheck implements HealthCheck {
    private final AgroalDataSource dataSource;
    private final ActiveModel model;

    KnownSourceCheck(AgroalDataSource dataSource, ActiveModel model) {
        this.dataSource = dataSource;
        this.model = model;
    }

    @Override
    public HealthCheckResponse call() {
        String version = model.current().map(active -> active.version()).orElse("none");
        String known = knownRatings();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("predictions")
                .withData("model", version)
                .withData("known-ratings", known);
        return response.status(model.current().isPresent() && known.equals("postgres"))
                .build();
    }

    private String knownRatings() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(2);
            statement.execute("select from era_aggregate_slot limit 1");
            return "postgres";
        } catch (SQLException e) {
            return "unavailable: sqlstate=" + e.getSQLState();
        }
    }
}
