package dev.ratecast.training;

import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import java.io.IOException;
import java.io.OutputStream;

/** What a training run ends in: a network and what there is to say about it. */
public record TrainedModel(ModelManifest manifest, FittedNetwork network) {
    /** Writes the model artifact. */
    public void write(OutputStream out) throws IOException {
        network.write(manifest, out);
    }
}
