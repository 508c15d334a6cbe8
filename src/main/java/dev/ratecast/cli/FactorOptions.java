package dev.ratecast.cli;

import dev.ratecast.factor.RefreshRule;
import dev.ratecast.factor.config.FactorsConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when factors are fitted anew while ratings are replayed; by default as the service is configured. */
final class FactorOptions {
    @Option(
            names = "--factor-growth",
            paramLabel = "SHARE",
            description = "Fit factors anew when the known ratings have grown by this share."
                    + " Default: ratecast.factors.growth, as when serving.")
    private @Nullable Double growth;

    @Option(
            names = "--factor-days",
            paramLabel = "DAYS",
            description = "Fit factors anew when so many days of rating dates have passed."
                    + " Default: ratecast.factors.days, as when serving.")
    private @Nullable Integer days;

    /**
     * The rule asked for.
     *
     * @throws IllegalArgumentException where a number is out of range
     */
    RefreshRule rule() {
        RefreshRule configured = CommandConfig.of(FactorsConfig.class).toRule();
        return new RefreshRule(
                growth == null ? configured.growth() : growth,
                days == null ? configured.days() : days,
                configured.minRatings(),
                configured.maxRatings());
    }
}
