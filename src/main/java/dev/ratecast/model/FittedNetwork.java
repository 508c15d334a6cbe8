package dev.ratecast.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Networks fresh from their trainer, averaged, in the trainer's own form. Owned by one thread. */
public interface FittedNetwork extends ExamplePredictor {
    /** What fitting found. */
    NetworkFit fit();

    /** SHA-256, in hex, of the networks' stored form; the same for the same weights. */
    String contentHash();

    /** The networks as an artifact stores them, one after the other. */
    List<byte[]> stored();

    /**
     * Writes the artifact: manifest and networks in one file.
     *
     * @param beforeRefit the stored networks that a refit replaced; empty where there was none
     */
    void write(ModelManifest manifest, List<byte[]> beforeRefit, OutputStream out) throws IOException;
}
