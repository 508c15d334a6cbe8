package dev.ratecast.model.dl4j;

import dev.ratecast.model.ModelRefusedException;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of a model's networks as plain arrays: for a few rows the way into native code and back costs far more
 * than the sums. Gives what {@link Networks#average} gives, but for the rounding of floats. Safe for use by many
 * threads.
 *
 * <p>Implementation notes: four outputs are summed side by side, which keeps the processor from waiting for one sum to
 * be done before it adds the next product; layers are filled up with outputs of no weight to a multiple of four. A
 * thread's scratch is as wide as the widest layer it has met.
 */
final class PlainLayers {
    private static final int SIDE_BY_SIDE = 4;

    private static final ThreadLocal<float[][]> SCRATCH = ThreadLocal.withInitial(() -> new float[2][0]);

    /** By network, then from the inputs to the output. */
    private final Layer[][] networks;

    private final int widest;

    private PlainLayers(Layer[][] networks, int widest) {
        this.networks = networks;
        this.widest = widest;
    }

    /**
     * A copy of the networks' weights.
     *
     * @throws ModelRefusedException where one is not of the shape that {@link Networks#create} gives
     */
    static PlainLayers of(List<MultiLayerNetwork> networks) {
        Layer[][] layers = new Layer[networks.size()][];
        int widest = 1;
        for (int n = 0; n < layers.length; n++) {
            MultiLayerNetwork network = networks.get(n);
            layers[n] = new Layer[network.getnLayers()];
            for (int l = 0; l < layers[n].length; l++) {
                requireShape(network, l);
                layers[n][l] = layer(
                        network.getLayer(l).getParam("W"), network.getLayer(l).getParam("b"));
                widest = Math.max(widest, layers[n][l].biases.length);
            }
        }
        return new PlainLayers(layers, widest);
    }

    /** The straight line and the mean of the networks' outputs for n rows of inputs. */
    float[] average(Correction correction, float[] inputs, int rows) {
        float[][] scratch = SCRATCH.get();
        if (scratch[0].length < widest) {
            scratch = new float[2][widest];
            SCRATCH.set(scratch);
        }
        float[] mean = new float[rows];
        for (int row = 0; row < rows; row++) {
            mean[row] = correction.linear(inputs, row);
            for (Layer[] network : networks) {
                mean[row] += output(network, inputs, row * correction.width(), scratch) / networks.length;
            }
        }
        return mean;
    }

    private static float output(Layer[] network, float[] inputs, int from, float[][] scratch) {
        float[] in = inputs;
        int first = from;
        for (int l = 0; l < network.length; l++) {
            float[] out = scratch[l & 1];
            network[l].sum(in, first, out);
            if (l < network.length - 1) {
                network[l].rectify(out);
            }
            in = out;
            first = 0;
        }
        return in[0];
    }

    private static Layer layer(INDArray weights, INDArray biases) {
        int inputs = (int) weights.size(0);
        int outputs = (int) weights.size(1);
        float[] start = new float[(outputs + SIDE_BY_SIDE - 1) / SIDE_BY_SIDE * SIDE_BY_SIDE];
        float[] byBlock = new float[inputs * start.length];
        for (int o = 0; o < outputs; o++) {
            start[o] = biases.getFloat(o);
            int block = o / SIDE_BY_SIDE * SIDE_BY_SIDE * inputs;
            for (int i = 0; i < inputs; i++) {
                // One by one: the array is a view into one of all parameters, in column order.
                byBlock[block + i * SIDE_BY_SIDE + o % SIDE_BY_SIDE] = weights.getFloat(i, o);
            }
        }
        return new Layer(inputs, byBlock, start);
    }

    private static void requireShape(MultiLayerNetwork network, int layer) {
        boolean last = layer == network.getnLayers() - 1;
        IActivation activation =
                network.getLayer(layer).conf().getLayer() instanceof BaseLayer base ? base.getActivationFn() : null;
        boolean expected = last ? activation instanceof ActivationIdentity : activation instanceof ActivationReLU;
        if (!expected
                || network.getLayer(layer).getParam("W") == null
                || network.getLayer(layer).getParam("b") == null) {
            throw new ModelRefusedException(
                    "layer " + layer + " of a network is neither dense with ReLU nor, as the" + " last, linear");
        }
    }

    /** One dense layer, without its activation. */
    private static final class Layer {
        private final int inputs;
        /** By block of four outputs, then by input: its weight in each of the four. */
        private final float[] weights;

        private final float[] biases;

        Layer(int inputs, float[] weights, float[] biases) {
            this.inputs = inputs;
            this.weights = weights;
            this.biases = biases;
        }

        void sum(float[] in, int first, float[] out) {
            int weight = 0;
            for (int o = 0; o < biases.length; o += SIDE_BY_SIDE) {
                float sum0 = biases[o];
                float sum1 = biases[o + 1];
                float sum2 = biases[o + 2];
                float sum3 = biases[o + 3];
                for (int i = first; i < first + inputs; i++) {
                    float input = in[i];
                    sum0 += input * weights[weight];
                    sum1 += input * weights[weight + 1];
                    sum2 += input * weights[weight + 2];
                    sum3 += input * weights[weight + 3];
                    weight += SIDE_BY_SIDE;
                }
                out[o] = sum0;
                out[o + 1] = sum1;
                out[o + 2] = sum2;
                out[o + 3] = sum3;
            }
        }

        void rectify(float[] out) {
            for (int o = 0; o < biases.length; o++) {
                out[o] = Math.max(0, out[o]);
            }
        }
    }
}
