package dev.ratecast.quality;

/**
 * How live quality is measured.
 *
 * @param sampleRate the share of ratings that are predicted, from 0 (none) to 1 (all)
 * @param timeShare the share of the ingestion thread's time that predicting may take, above 0, at most 1
 * @param window how many of the latest errors a rolling figure is over
 * @param driftThreshold the live RMSE over the manifest's from which the model counts as drifted, above 1
 */
public record QualitySettings(double sampleRate, double timeShare, int window, double driftThreshold) {
    public QualitySettings {
        if (!(sampleRate >= 0 && sampleRate <= 1)) {
            throw new IllegalArgumentException("ratecast.quality.sample-rate is from 0 to 1, not " + sampleRate);
        }
        if (!(timeShare > 0 && timeShare <= 1)) {
            throw new IllegalArgumentException(
                    "ratecast.quality.time-share is above 0 and at most 1, not " + timeShare);
        }
        if (window < 1) {
            throw new IllegalArgumentException("ratecast.quality.window is 1 or more, not " + window);
        }
        if (!(driftThreshold > 1)) {
            throw new IllegalArgumentException("ratecast.quality.drift-threshold is above 1, not " + driftThreshold);
        }
    }
}
