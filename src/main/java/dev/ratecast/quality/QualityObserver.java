package dev.ratecast.quality;

/** Who is told about live quality. Called on ingestion threads; must not block. */
public interface QualityObserver {
    /** Why arriving ratings were not predicted. */
    enum Unscored {
        /** They are not in the sample. */
        SAMPLE,
        /** Predicting has taken its share of the time. */
        BUDGET,
        /** No model is active. */
        NO_MODEL,
        /** The known ratings cannot be asked, or which factors serve is not known yet. */
        UNAVAILABLE,
        /** A fault of the service. */
        FAILED
    }

    /**
     * A rating that was predicted is applied and counts.
     *
     * @param error predicted minus given, in stars
     * @param covered whether the predicted interval held it
     * @param rolling the latest errors of the cell, this one included; always the same object for the same cell
     */
    void counted(QualityCell cell, double error, boolean covered, RollingErrors rolling);

    /** So many arriving ratings were not predicted. */
    void unscored(Unscored why, int ratings);

    /** Predicting failed. It never holds ratings up; the log should say why. */
    void failed(Throwable cause);
}
