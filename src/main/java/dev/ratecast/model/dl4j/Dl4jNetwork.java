package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A network that {@link Dl4jTrainer} fitted. */
final class Dl4jNetwork implements FittedNetwork {
    private final MultiLayerNetwork network;
    private final Correction correction;
    private final NetworkFit fit;

    Dl4jNetwork(MultiLayerNetwork network, RatingScale scale, NetworkFit fit) {
        this.network = network;
        this.correction = new Correction(scale, fit);
        this.fit = fit;
    }

    @Override
    public NetworkFit fit() {
        return fit;
    }

    @Override
    public double[] predict(Examples examples) {
        return Networks.predict(network, correction, examples);
    }

    @Override
    public String contentHash() {
        try {
            return StoredNetwork.hash(StoredNetwork.write(network));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store the network", e);
        }
    }

    @Override
    public void write(ModelManifest manifest, OutputStream out) throws IOException {
        Dl4jModelFile.write(manifest, StoredNetwork.write(network), out);
    }

    /** The weights, layer after layer. */
    float[] weights() {
        return network.params().dup().data().asFloat();
    }
}
