package dev.ratecast.model.dl4j;

import dev.ratecast.model.Estimate;
import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Networks that {@link Dl4jTrainer} fitted. */
final class Dl4jNetwork implements FittedNetwork {
    private final List<MultiLayerNetwork> networks;
    private final Correction correction;
    private final NetworkFit fit;

    Dl4jNetwork(List<MultiLayerNetwork> networks, RatingScale scale, NetworkFit fit) {
        this.networks = networks;
        this.correction =
                new Correction(scale, fit.scaling(), fit.linear(), fit.correction(), fit.uncertainty(), List.of());
        this.fit = fit;
    }

    @Override
    public NetworkFit fit() {
        return fit;
    }

    @Override
    public List<Estimate> predict(Examples examples) {
        float[] outputs = Networks.outputs(networks, correction, examples);
        List<Estimate> estimates = new ArrayList<>(outputs.length);
        for (int row = 0; row < outputs.length; row++) {
            estimates.add(correction.estimate(examples, row, outputs[row]));
        }
        return estimates;
    }

    @Override
    public String contentHash() {
        return Dl4jModelFile.hash(stored());
    }

    @Override
    public void write(ModelManifest manifest, List<byte[]> beforeRefit, OutputStream out) throws IOException {
        Dl4jModelFile.write(manifest, stored(), beforeRefit, out);
    }

    @Override
    public List<byte[]> stored() {
        try {
            List<byte[]> stored = new ArrayList<>();
            for (MultiLayerNetwork network : networks) {
                stored.add(StoredNetwork.write(network));
            }
            return stored;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store a network", e);
        }
    }
}
