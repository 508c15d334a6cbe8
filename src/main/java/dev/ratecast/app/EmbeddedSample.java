package dev.ratecast.app;

import jakarta.inject.Singleton;

/** The sample that the embedded mode streams in. */
@Singleton
final class EmbeddedSample {
    /** Sends the sample into the topic, once for each state folder. */
    void streamIn() {}
}
