package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.NetworkSettings;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The network's shape, and running it: dense ReLU layers and one linear output, the residual. */
final class Networks {
    /** Rows that are run through a network at once. */
    private static final int CHUNK = 4096;

    private Networks() {}

    /** A network with initial weights drawn from the seed. */
    static MultiLayerNetwork create(int inputs, NetworkSettings settings, long seed) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .updater(new Adam(settings.learningRate()))
                .l2(settings.l2())
                .list();
        List<Integer> hidden = settings.hidden();
        int in = inputs;
        for (int i = 0; i < hidden.size(); i++) {
            layers.layer(
                    i,
                    new DenseLayer.Builder()
                            .nIn(in)
                            .nOut(hidden.get(i))
                            .activation(Activation.RELU)
                            .build());
            in = hidden.get(i);
        }
        layers.layer(
                hidden.size(),
                new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(in)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        // No correction at first: fitting starts from the baseline.
                        .weightInit(WeightInit.ZERO)
                        .build());
        MultiLayerConfiguration configuration = layers.build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** The network's outputs for n rows of inputs, row after row in one array. */
    static float[] run(MultiLayerNetwork network, float[] inputs, int rows) {
        try (INDArray in = Nd4j.createFromArray(inputs).reshape(rows, inputs.length / rows);
                INDArray out = network.output(in, false)) {
            return out.data().asFloat();
        }
    }

    /** Predicted ratings of examples, in stars. */
    static double[] predict(MultiLayerNetwork network, Correction correction, Examples examples) {
        float[] outputs = outputs(network, correction, examples);
        double[] predicted = new double[outputs.length];
        for (int row = 0; row < predicted.length; row++) {
            predicted[row] = correction.predict(examples.baseline(row), outputs[row]);
        }
        return predicted;
    }

    /** The network's outputs for examples. */
    static float[] outputs(MultiLayerNetwork network, Correction correction, Examples examples) {
        float[] outputs = new float[examples.size()];
        for (int from = 0; from < outputs.length; from += CHUNK) {
            int rows = Math.min(CHUNK, outputs.length - from);
            float[] inputs = new float[rows * correction.width()];
            for (int row = 0; row < rows; row++) {
                fill(inputs, row, examples, from + row, correction);
            }
            System.arraycopy(run(network, inputs, rows), 0, outputs, from, rows);
        }
        return outputs;
    }

    /** Writes an example's inputs into row {@code row} of {@code inputs}. */
    static void fill(float[] inputs, int row, Examples examples, int example, Correction correction) {
        int width = correction.width();
        for (int column = 0; column < width; column++) {
            inputs[row * width + column] = correction.input(examples.feature(example, column), column);
        }
    }
}
