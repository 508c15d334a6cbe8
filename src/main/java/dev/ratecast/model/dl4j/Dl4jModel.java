package dev.ratecast.model.dl4j;

import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.ExamplePredictor;
import dev.ratecast.model.Examples;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.RatingModel;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trained networks that serve: a few rows by {@link PlainLayers}, more by DL4J. Safe for use by many threads: a DL4J
 * network is not, so each call borrows copies of its own; there are as many copies as
 * there ever were calls at once.
 */
public final class Dl4jModel implements RatingModel, ExamplePredictor {
    /** Up to so many rows, plain arrays are faster than the way into native code and back. */
    static final int FEW_ROWS = 256;

    private final ModelManifest manifest;
    private final Correction correction;
    private final PlainLayers layers;
    private final List<MultiLayerNetwork> originals;
    private final ConcurrentLinkedQueue<List<MultiLayerNetwork>> idle = new ConcurrentLinkedQueue<>();

    Dl4jModel(ModelManifest manifest, RatingScale scale, List<MultiLayerNetwork> networks) {
        this.manifest = manifest;
        this.layers = PlainLayers.of(networks);
        this.originals = networks;
        this.correction = new Correction(
                scale,
                manifest.scaling(),
                manifest.linear(),
                manifest.correction(),
                manifest.uncertainty(),
                manifest.features());
        // The first run is slow: it happens here, not in the first request.
        runMany(new float[correction.width()], 1);
    }

    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public double level() {
        return manifest.uncertainty().level();
    }

    @Override
    public List<Estimate> predict(List<FeatureVector> features) {
        if (features.isEmpty()) {
            return List.of();
        }
        int width = correction.width();
        float[] inputs = new float[features.size() * width];
        for (int row = 0; row < features.size(); row++) {
            float[] vector = features.get(row).inputs();
            for (int column = 0; column < width; column++) {
                inputs[row * width + column] = correction.input(vector[column], column);
            }
        }
        float[] outputs = run(inputs, features.size());
        List<Estimate> estimates = new ArrayList<>(outputs.length);
        for (int row = 0; row < outputs.length; row++) {
            estimates.add(correction.estimate(features.get(row), outputs[row]));
        }
        return List.copyOf(estimates);
    }

    @Override
    public List<Estimate> predict(Examples examples) {
        return borrowing(networks -> {
            float[] outputs = Networks.outputs(networks, correction, examples);
            return IntStream.range(0, outputs.length)
                    .mapToObj(row -> correction.estimate(examples, row, outputs[row]))
                    .toList();
        });
    }

    private float[] run(float[] inputs, int rows) {
        return rows <= FEW_ROWS ? layers.average(correction, inputs, rows) : runMany(inputs, rows);
    }

    private float[] runMany(float[] inputs, int rows) {
        return borrowing(networks -> Networks.average(networks, correction, inputs, rows));
    }

    private <T> T borrowing(Function<List<MultiLayerNetwork>, T> use) {
        List<MultiLayerNetwork> borrowed = idle.poll();
        List<MultiLayerNetwork> networks = borrowed == null ? copies() : borrowed;
        T result = use.apply(networks);
        idle.add(networks);
        return result;
    }

    private synchronized List<MultiLayerNetwork> copies() {
        return originals.stream().map(MultiLayerNetwork::clone).toList();
    }
}
