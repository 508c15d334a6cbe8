package dev.ratecast.factor.config;

import dev.ratecast.factor.RefreshRule;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Latent factors: who fits them, and when. */
@ConfigMapping(prefix = "ratecast.factors")
public interface FactorsConfig {
    /** Whether this replica fits factors when they are due. Replicas take turns by a lock in Postgres. */
    @WithDefault("true")
    boolean refresh();

    /** How often to look whether newer factors are there or due. */
    @WithDefault("10s")
    Duration check();

    /** Factors are due when the known ratings have grown by this share. */
    @WithDefault("0.1")
    double growth();

    /** Factors are due when so many days of rating dates have passed. */
    @WithDefault("30")
    int days();

    /** Below so many known ratings there are no factors. */
    @WithDefault("300")
    long minRatings();

    /** Above so many known ratings factors are fitted on those of a sample of customers who have so many. */
    @WithDefault("10000000")
    int maxRatings();

    /** When factors are due, and on how much; replay asks for the same. */
    default RefreshRule toRule() {
        return new RefreshRule(growth(), days(), minRatings(), maxRatings());
    }
}
