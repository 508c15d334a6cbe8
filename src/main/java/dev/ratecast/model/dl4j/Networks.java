package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.NetworkSettings;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The networks' shape, and running them: dense ReLU layers and one linear output, the residual. */
final class Networks {
    /** Rows that are run through a network at once. */
    private static final int CHUNK = 4096;

    private Networks() {}

    /**
     * A network with initial weights drawn from the seed.
     *
     * @param steps how many steps it will be fitted with
     */
    static MultiLayerNetwork create(int inputs, NetworkSettings settings, int steps, long seed) {
        PolySchedule falling = new PolySchedule(ScheduleType.ITERATION, settings.learningRate(), 1, steps + 1);
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .updater(new Adam(falling))
                .weightDecay(settings.weightDecay())
                .list();
        int in = inputs;
        for (int size : settings.hidden()) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(in)
                    .nOut(size)
                    .activation(Activation.RELU)
                    .build());
            in = size;
        }
        layers.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .nIn(in)
                .nOut(1)
                .activation(Activation.IDENTITY)
                // No correction at first: fitting starts from the baseline.
                .weightInit(WeightInit.ZERO)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    /** How many weights and biases a network of this shape has. */
    static long parameters(int inputs, NetworkSettings settings) {
        long parameters = 0;
        long in = inputs;
        for (int size : settings.hidden()) {
            parameters += (in + 1) * size;
            in = size;
        }
        return parameters + in + 1;
    }

    /** An array of n rows, copied as a whole: ND4J's own factory copies number by number. */
    static INDArray rows(float[] inputs, int rows) {
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, rows, inputs.length / rows);
        ((FloatPointer) array.data().pointer()).put(inputs);
        return array;
    }

    /** The whole correction of examples: the straight line and the mean of several networks' outputs. */
    static float[] outputs(List<MultiLayerNetwork> networks, Correction correction, Examples examples) {
        float[] outputs = new float[examples.size()];
        for (int from = 0; from < outputs.length; from += CHUNK) {
            int rows = Math.min(CHUNK, outputs.length - from);
            float[] inputs = new float[rows * correction.width()];
            for (int row = 0; row < rows; row++) {
                fill(inputs, row, examples, from + row, correction);
            }
            System.arraycopy(average(networks, correction, inputs, rows), 0, outputs, from, rows);
        }
        return outputs;
    }

    /** The straight line and the mean of several networks' outputs for n rows of inputs. */
    static float[] average(List<MultiLayerNetwork> networks, Correction correction, float[] inputs, int rows) {
        float[] mean = new float[rows];
        for (int row = 0; row < rows; row++) {
            mean[row] = correction.linear(inputs, row);
        }
        try (INDArray in = rows(inputs, rows)) {
            for (MultiLayerNetwork network : networks) {
                try (INDArray out = network.output(in, false)) {
                    float[] outputs = out.data().asFloat();
                    for (int row = 0; row < rows; row++) {
                        mean[row] += outputs[row] / networks.size();
                    }
                }
            }
        }
        return mean;
    }

    /** Writes an example's inputs into row {@code row} of {@code inputs}. */
    static void fill(float[] inputs, int row, Examples examples, int example, Correction correction) {
        int width = correction.width();
        for (int column = 0; column < width; column++) {
            inputs[row * width + column] = correction.input(examples.feature(example, column), column);
        }
    }
}
