package dev.ratecast.model;

import java.util.Locale;

/** Whether ratings become known to the predictions of later ones: of a test's ratings, and of a training's examples. */
public enum Mode {
    /** Each rating is predicted, then known to the later ones, as to a service's; a test leaves the model's weights alone. */
    STREAMING,
    /** Of a block of time, of which a test is one, nothing becomes known before it is over. */
    STATIC;

    /** The name that options, manifests and reports show. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
