package dev.ratecast.quality.config;

import dev.ratecast.quality.QualitySettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How live quality is measured. */
@ConfigMapping(prefix = "ratecast.quality")
public interface QualityConfig {
    /** The share of arriving ratings that are predicted before they are applied. */
    @WithDefault("1.0")
    double sampleRate();

    /** The share of the ingestion thread's time that this may take. */
    @WithDefault("0.1")
    double timeShare();

    /** How many of the latest errors a rolling figure is over. */
    @WithDefault("10000")
    int window();

    /** The live RMSE over the manifest's from which the active model counts as drifted. */
    @WithDefault("1.1")
    double driftThreshold();

    /** The settings, checked. */
    default QualitySettings toSettings() {
        return new QualitySettings(sampleRate(), timeShare(), window(), driftThreshold());
    }
}
