package dev.ratecast.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.model.LinearPart;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.Scaling;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Plain arrays give what DL4J itself gives. */
class PlainLayersIT {
    private static final int ROWS = 200;

    private final Random random = new Random(11);

    @BeforeAll
    static void start() {
        NativeRuntime.start();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, 1", "3, 7, 0, 2", "29, 32, 16, 5", "40, 16, 64, 3", "17, 1, 33, 1"})
    void outputs_are_those_of_dl4j(int width, int first, int second, int members) {
        List<MultiLayerNetwork> networks = networks(width, hidden(first, second), members);
        Correction correction = correction(width);
        PlainLayers layers = PlainLayers.of(networks);

        // A model's inputs are standardized and held inside the range seen: some standard deviations at most.
        for (float reach : new float[] {0, 1e-30f, 1, 10}) {
            float[] inputs = inputs(width, reach);
            float[] expected = Networks.average(networks, correction, inputs, ROWS);
            assertThat(largestGap(layers.average(correction, inputs, ROWS), expected))
                    .as("inputs up to about %s", reach)
                    .isLessThan(1e-5 * Math.max(1, reach));
        }
    }

    @Test
    void extreme_inputs_differ_by_the_rounding_of_floats_alone() {
        List<MultiLayerNetwork> networks = networks(29, List.of(32, 16), 5);
        Correction correction = correction(29);
        for (float reach : new float[] {1e3f, 1e10f, 1e30f}) {
            float[] inputs = inputs(29, reach);
            float[] expected = Networks.average(networks, correction, inputs, ROWS);
            assertThat(largestGap(PlainLayers.of(networks).average(correction, inputs, ROWS), expected))
                    .isLessThan(1e-5 * reach);
        }
    }

    @Test
    void what_is_not_finite_comes_out_as_from_dl4j() {
        List<MultiLayerNetwork> networks = networks(3, List.of(4), 1);
        Correction correction = correction(3);
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] inputs = {1, wrong, 1};
            assertThat(PlainLayers.of(networks).average(correction, inputs, 1))
                    .isEqualTo(Networks.average(networks, correction, inputs, 1))
                    .satisfies(outputs -> assertThat(outputs[0]).isNotFinite());
        }
    }

    @Test
    void many_threads_get_the_answers_that_one_gets() {
        Correction correction = correction(29);
        PlainLayers wide = PlainLayers.of(networks(29, List.of(64, 16), 2));
        PlainLayers narrow = PlainLayers.of(networks(29, List.of(8), 2));
        float[] inputs = inputs(29, 1);
        float[] ofWide = wide.average(correction, inputs, ROWS);
        float[] ofNarrow = narrow.average(correction, inputs, ROWS);

        IntStream.range(0, 400).parallel().forEach(i -> {
            assertThat(narrow.average(correction, inputs, ROWS)).isEqualTo(ofNarrow);
            assertThat(wide.average(correction, inputs, ROWS)).isEqualTo(ofWide);
        });
    }

    @Test
    void a_network_of_another_shape_is_refused() {
        MultiLayerNetwork curved = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(3)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(3)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        curved.init();

        assertThatThrownBy(() -> PlainLayers.of(List.of(curved)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("layer 0");
    }

    private List<MultiLayerNetwork> networks(int width, List<Integer> hidden, int members) {
        NetworkSettings settings = new NetworkSettings(hidden, 1e-3, 0, 1, List.of(1), members, 1);
        List<MultiLayerNetwork> networks = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            MultiLayerNetwork network = Networks.create(width, settings, 1, random.nextLong());
            // All drawn anew: biases and the last layer begin at zero.
            float[] parameters = new float[(int) network.numParams()];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = (float) (0.2 * random.nextGaussian());
            }
            network.setParams(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
            networks.add(network);
        }
        return networks;
    }

    private Correction correction(int width) {
        List<Double> zeros = Collections.nCopies(width, 0.0);
        List<Double> ones = Collections.nCopies(width, 1.0);
        LinearPart linear =
                new LinearPart(random.doubles(width, -0.2, 0.2).boxed().toList(), random.nextDouble());
        return new Correction(
                RatingScale.WHOLE_STARS, new Scaling(zeros, ones, zeros, ones), linear, 1, null, List.of());
    }

    private float[] inputs(int width, float reach) {
        float[] inputs = new float[ROWS * width];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) (reach * (2 * random.nextDouble() - 1));
        }
        return inputs;
    }

    private static List<Integer> hidden(int first, int second) {
        return second == 0 ? List.of(first) : List.of(first, second);
    }

    private static double largestGap(float[] given, float[] expected) {
        return IntStream.range(0, expected.length)
                .mapToDouble(row -> Math.abs((double) given[row] - expected[row]))
                .max()
                .orElseThrow();
    }
}
