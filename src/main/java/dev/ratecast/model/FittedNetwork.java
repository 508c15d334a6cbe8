package dev.ratecast.model;

import java.io.IOException;
import java.io.OutputStream;

/** Networks fresh from their trainer, averaged, in the trainer's own form. Owned by one thread. */
public interface FittedNetwork extends ExamplePredictor {
    /** What fitting found. */
    NetworkFit fit();

    /** SHA-256, in hex, of the networks' stored form; the same for the same weights. */
    String contentHash();

    /** Writes the artifact: manifest and networks in one file. */
    void write(ModelManifest manifest, OutputStream out) throws IOException;
}
