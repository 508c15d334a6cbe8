package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.NetworkTrainer;
import dev.ratecast.model.Scaling;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fits networks with DL4J: Adam on shuffled minibatches, squared error of the residual, L2. */
public final class Dl4jTrainer implements NetworkTrainer {
    /** Shares of the correction that are tried on validation: 0, 0.05 … 1. */
    private static final int SHARES = 20;

    /** A feature that changes less counts as one that never does. */
    private static final double SMALLEST_DEVIATION = 1e-6;

    private final RatingScale scale;

    public Dl4jTrainer(RatingScale scale) {
        this.scale = scale;
    }

    @Override
    public FittedNetwork fit(
            Examples learn, Examples validate, NetworkSettings settings, long seed, EpochListener listener) {
        start(settings);
        Scaling scaling = scalingOf(learn);
        Correction full = new Correction(scale, scaling, 1);
        MultiLayerNetwork network = Networks.create(learn.width(), settings, seed);
        SplittableRandom random = new SplittableRandom(seed);
        INDArray bestWeights = network.params().dup();
        double best = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        for (int epoch = 1; epoch <= settings.maxEpochs() && epoch - bestEpoch <= settings.patience(); epoch++) {
            runEpoch(network, learn, full, settings, random);
            double rmse = rmse(validate, Networks.outputs(network, full, validate), full);
            boolean better = rmse < best;
            if (better) {
                best = rmse;
                bestEpoch = epoch;
                bestWeights.assign(network.params());
            }
            listener.onEpoch(epoch, rmse, better);
        }
        network.setParams(bestWeights);
        double share = bestShare(validate, Networks.outputs(network, full, validate), scaling);
        return new Dl4jNetwork(network, scale, new NetworkFit(bestEpoch, share, scaling));
    }

    @Override
    public FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed) {
        start(settings);
        Correction full = new Correction(scale, found.scaling(), 1);
        MultiLayerNetwork network = Networks.create(examples.width(), settings, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int epoch = 1; epoch <= found.epochs(); epoch++) {
            runEpoch(network, examples, full, settings, random);
        }
        return new Dl4jNetwork(network, scale, found);
    }

    private static void start(NetworkSettings settings) {
        NativeRuntime.start();
        NativeRuntime.useThreads(settings.threads());
    }

    private static void runEpoch(
            MultiLayerNetwork network,
            Examples examples,
            Correction correction,
            NetworkSettings settings,
            SplittableRandom random) {
        int[] order = shuffled(examples.size(), random);
        int width = correction.width();
        for (int from = 0; from < order.length; from += settings.batchSize()) {
            int rows = Math.min(settings.batchSize(), order.length - from);
            float[] inputs = new float[rows * width];
            float[] residuals = new float[rows];
            for (int row = 0; row < rows; row++) {
                int example = order[from + row];
                Networks.fill(inputs, row, examples, example, correction);
                residuals[row] = correction.residual(examples.rating(example), examples.baseline(example));
            }
            try (INDArray features = Nd4j.createFromArray(inputs).reshape(rows, width);
                    INDArray labels = Nd4j.createFromArray(residuals).reshape(rows, 1)) {
                network.fit(features, labels);
            }
        }
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private double bestShare(Examples validate, float[] outputs, Scaling scaling) {
        double bestShare = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int i = SHARES; i >= 0; i--) {
            double share = (double) i / SHARES;
            double rmse = rmse(validate, outputs, new Correction(scale, scaling, share));
            if (rmse < best) {
                best = rmse;
                bestShare = share;
            }
        }
        return bestShare;
    }

    private static double rmse(Examples examples, float[] outputs, Correction correction) {
        double sum = 0;
        for (int row = 0; row < outputs.length; row++) {
            double error = correction.predict(examples.baseline(row), outputs[row]) - examples.rating(row);
            sum += error * error;
        }
        return Math.sqrt(sum / outputs.length);
    }

    private static Scaling scalingOf(Examples learn) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        List<Double> lows = new ArrayList<>();
        List<Double> highs = new ArrayList<>();
        for (int column = 0; column < learn.width(); column++) {
            double sum = 0;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < learn.size(); row++) {
                double feature = learn.feature(row, column);
                sum += feature;
                low = Math.min(low, feature);
                high = Math.max(high, feature);
            }
            double mean = sum / learn.size();
            double squares = 0;
            for (int row = 0; row < learn.size(); row++) {
                double difference = learn.feature(row, column) - mean;
                squares += difference * difference;
            }
            double deviation = Math.sqrt(squares / learn.size());
            means.add(mean);
            deviations.add(deviation > SMALLEST_DEVIATION ? deviation : 1.0);
            lows.add(low);
            highs.add(high);
        }
        return new Scaling(means, deviations, lows, highs);
    }
}
