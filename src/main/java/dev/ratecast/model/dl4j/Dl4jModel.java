package dev.ratecast.model.dl4j;

import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.RatingModel;
import dev.ratecast.rating.RatingScale;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A trained network that serves. Safe for use by many threads: a DL4J network is not, so each call borrows a copy of
 * its own; there are as many copies as there ever were calls at once.
 */
public final class Dl4jModel implements RatingModel {
    private final ModelManifest manifest;
    private final Correction correction;
    private final MultiLayerNetwork original;
    private final ConcurrentLinkedQueue<MultiLayerNetwork> idle = new ConcurrentLinkedQueue<>();

    Dl4jModel(ModelManifest manifest, RatingScale scale, MultiLayerNetwork network) {
        this.manifest = manifest;
        this.original = network;
        this.correction =
                new Correction(scale, new NetworkFit(manifest.epochs(), manifest.correction(), manifest.scaling()));
        // The first run is slow: it happens here, not in the first request.
        predict(new float[1][correction.width()], new double[] {scale.middle()});
    }

    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public double[] predict(float[][] vectors, double[] baselines) {
        int rows = vectors.length;
        if (rows == 0) {
            return new double[0];
        }
        int width = correction.width();
        float[] inputs = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                inputs[row * width + column] = correction.input(vectors[row][column], column);
            }
        }
        float[] outputs = run(inputs, rows);
        double[] predicted = new double[rows];
        for (int row = 0; row < rows; row++) {
            predicted[row] = correction.predict(baselines[row], outputs[row]);
        }
        return predicted;
    }

    private float[] run(float[] inputs, int rows) {
        MultiLayerNetwork borrowed = idle.poll();
        MultiLayerNetwork network = borrowed == null ? copy() : borrowed;
        float[] outputs = Networks.run(network, inputs, rows);
        idle.add(network);
        return outputs;
    }

    private synchronized MultiLayerNetwork copy() {
        return original.clone();
    }
}
