package dev.ratecast.training;

import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What a training run ends in: networks and what there is to say about them.
 *
 * @param network what serves
 * @param beforeRefit what a refit replaced, as it is stored; empty where there was none
 */
public record TrainedModel(ModelManifest manifest, FittedNetwork network, List<byte[]> beforeRefit) {
    public TrainedModel {
        beforeRefit = List.copyOf(beforeRefit);
    }

    /** Writes the model artifact. */
    public void write(OutputStream out) throws IOException {
        network.write(manifest, beforeRefit, out);
    }
}
