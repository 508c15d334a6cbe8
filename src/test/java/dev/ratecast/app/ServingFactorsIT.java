package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.config.FactorsConfig;
import dev.ratecast.factor.postgres.PostgresFactors;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Pools;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Settings;
import dev.ratecast.testing.Tables;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Reading factors does not depend on fitting them. */
class ServingFactorsIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;

    private final DataSource database = Servers.newMigratedDatabase();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void a_replica_whose_fits_fail_reads_what_was_fitted_before_and_forgets_who_is_erased() throws Exception {
        FactorsConfig config = Settings.of(
                FactorsConfig.class,
                Map.of(
                        "ratecast.factors.check",
                        "10ms",
                        "ratecast.factors.growth",
                        "0.1",
                        "ratecast.factors.min-ratings",
                        "1"));
        rate(1, 9);
        PostgresFactors fitted = new PostgresFactors(database, SCALE, FactorSettings.DEFAULT, config.toRule());
        String version = fitted.refreshIfDue(Instant.now()).orElseThrow().version();
        rate(10, 99);
        Tables.execute(
                database,
                "create function full_disk() returns trigger language plpgsql as 'begin raise exception ''no room'' using errcode = ''53100''; end'",
                "create trigger full_disk before insert on factor_version execute function full_disk()");
        try (AgroalDataSource pool = Pools.of(database, 4)) {
            ServingFactors factors = new ServingFactors(config, pool, SCALE, meters);
            assertThat(factors.areKnown()).isFalse();
            factors.start(null);
            Awaitility.await()
                    .until(() ->
                            meters.get("ratecast.factors.failures").counter().count() > 2);
            Awaitility.await().until(factors::areKnown);
            assertThat(factors.current().version()).isEqualTo(version);
            assertThat(factors.current().customers().size()).isEqualTo(9);

            Tables.execute(
                    database,
                    "delete from customer_factor where customer_id = 3",
                    "update factor_version set revision = revision + 1");

            Awaitility.await().until(() -> factors.current().customers().size() == 8);
            factors.stop(null);
        }
    }

    private void rate(int first, int last) throws Exception {
        String customers = "generate_series(" + first + ", " + last + ")";
        Tables.execute(
                database,
                "insert into rating (customer_id, movie_id, rating, rating_date)"
                        + " select c, m, 1 + (c + m) % 5, to_timestamp(0) from " + customers
                        + " c, generate_series(1, 5) m",
                "insert into customer_aggregate (customer_id, rating_count, rating_sum)"
                        + " select customer_id, count(*), sum(rating) from rating where customer_id between " + first
                        + " and "
                        + last + " group by 1",
                "insert into era_aggregate_slot (era, slot, rating_count, rating_sum) values ('unknown', " + first
                        + ", " + 5 * (last - first + 1) + ", 15)");
    }
}
