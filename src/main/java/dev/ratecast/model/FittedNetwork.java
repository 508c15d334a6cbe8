package dev.ratecast.model;

import java.io.IOException;
import java.io.OutputStream;

/** A network fresh from its trainer, in the trainer's own form. Owned by one thread. */
public interface FittedNetwork {
    /** What fitting found. */
    NetworkFit fit();

    /** Predicted ratings of examples, in stars inside the scale. */
    double[] predict(Examples examples);

    /** SHA-256, in hex, of the network's stored form; the same for the same weights. */
    String contentHash();

    /** Writes the artifact: manifest and network in one file. */
    void write(ModelManifest manifest, OutputStream out) throws IOException;
}
