package dev.ratecast.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Networks fresh from their trainer, averaged, in the trainer's own form. Owned by one thread. */
public interface FittedNetwork {
    /** What fitting found. */
    NetworkFit fit();

    /** Predicted ratings of examples. */
    List<Estimate> predict(Examples examples);

    /** SHA-256, in hex, of the networks' stored form; the same for the same weights. */
    String contentHash();

    /** Writes the artifact: manifest and networks in one file. */
    void write(ModelManifest manifest, OutputStream out) throws IOException;
}
