package dev.ratecast.evaluation;

import java.util.Locale;

/** Whether ratings of the test become known. */
public enum Mode {
    /** Each test rating is predicted, then known to the later ones; the model's weights stay as they were at the cut. */
    STREAMING,
    /** Nothing becomes known after the cut. */
    STATIC;

    /** The name that options and reports show. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
