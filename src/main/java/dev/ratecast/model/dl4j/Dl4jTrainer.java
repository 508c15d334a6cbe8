package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.LinearPart;
import dev.ratecast.model.NetworkFit;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.NetworkTrainer;
import dev.ratecast.model.Scaling;
import dev.ratecast.model.ShareChoice;
import dev.ratecast.model.UncertaintyFit;
import dev.ratecast.model.Validation;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.RowShuffle;
import dev.ratecast.rating.UnitInterval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fits networks with DL4J: Adam with a falling step size on shuffled minibatches, squared error of the residual, weight
 * decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019). Several networks of different seeds are
 * averaged.
 */
public final class Dl4jTrainer implements NetworkTrainer {
    /** Shares of the correction that are tried on validation: 0, 0.05 … 1. */
    private static final int SHARES = 20;

    private final RatingScale scale;
    private final UnitInterval interval;

    public Dl4jTrainer(RatingScale scale) {
        this.scale = scale;
        this.interval = UnitInterval.of(scale);
    }

    @Override
    public FittedNetwork fit(Validation validation, NetworkSettings settings, long seed, MemberListener listener) {
        NativeRuntime.start();
        List<Ground> grounds = IntStream.range(0, validation.folds())
                .mapToObj(fold -> ground(validation.learn(fold)))
                .toList();
        List<Chosen> tried = new ArrayList<>();
        for (int epochs : settings.epochs()) {
            List<MultiLayerNetwork> networks = List.of();
            float[] outputs = new float[validation.validated().size()];
            int filled = 0;
            for (int fold = 0; fold < validation.folds(); fold++) {
                boolean last = fold == validation.folds() - 1;
                Examples validate = validation.validate(fold);
                Correction full = grounds.get(fold).full();
                networks = members(validation.learn(fold), full, settings, epochs, seed, (network, fitted) -> {
                    if (last) {
                        float[] own = Networks.outputs(List.of(network), full, validate);
                        double rmse = new ShareChoice.Tried(1, squares(validate, own, 1)).rmse();
                        listener.onMember(epochs, fitted, settings.members(), rmse);
                    }
                });
                float[] own = Networks.outputs(networks, full, validate);
                System.arraycopy(own, 0, outputs, filled, own.length);
                filled += own.length;
            }
            tried.add(withShare(epochs, networks, outputs, validation));
        }
        Chosen best = Collections.min(tried, Comparator.comparingDouble(Chosen::rmse));
        return new Dl4jNetwork(
                best.networks(), scale, fitOf(best, validation.validated(), grounds.get(grounds.size() - 1)));
    }

    private Ground ground(Examples learn) {
        Scaling scaling = ScalingFit.of(learn);
        LinearPart linear = LinearFit.of(learn, Correction.full(scale, scaling));
        return new Ground(scaling, linear, new Correction(scale, scaling, linear, 1, null, List.of()));
    }

    private Chosen withShare(int epochs, List<MultiLayerNetwork> networks, float[] outputs, Validation validation) {
        Examples validated = validation.validated();
        List<ShareChoice.Tried> tried = IntStream.rangeClosed(0, SHARES)
                .mapToObj(i -> (double) i / SHARES)
                .map(share -> new ShareChoice.Tried(share, squares(validated, outputs, share)))
                .toList();
        ShareChoice.Tried best = ShareChoice.best(tried);
        double share = ShareChoice.cautious(tried, validation.customers()).share();
        return new Chosen(epochs, networks, outputs, share, best.rmse());
    }

    private double[] squares(Examples examples, float[] outputs, double share) {
        Correction correction = Correction.ofShare(scale, share);
        double[] squares = new double[outputs.length];
        for (int row = 0; row < outputs.length; row++) {
            double error = correction.stars(examples.baseline(row), outputs[row]) - examples.rating(row);
            squares[row] = error * error;
        }
        return squares;
    }

    private NetworkFit fitOf(Chosen chosen, Examples validate, Ground ground) {
        Correction correction = Correction.ofShare(scale, chosen.share());
        double[] places = new double[validate.size()];
        double[] errors = new double[validate.size()];
        for (int row = 0; row < places.length; row++) {
            places[row] = interval.ofStars(correction.stars(validate.baseline(row), chosen.outputs()[row]));
            errors[row] = interval.ofStars(validate.rating(row)) - places[row];
        }
        return new NetworkFit(
                chosen.share(),
                chosen.epochs(),
                ground.scaling(),
                ground.linear(),
                UncertaintyFit.of(validate, places, errors));
    }

    @Override
    public FittedNetwork refit(Examples examples, NetworkFit found, NetworkSettings settings, long seed) {
        NativeRuntime.start();
        // The range of what is served reaches as far as what it was fitted on, or later dates would be extrapolations.
        Ground ground = ground(examples);
        NetworkFit again = new NetworkFit(
                found.correction(), found.epochs(), ground.scaling(), ground.linear(), found.uncertainty());
        return new Dl4jNetwork(
                members(examples, ground.full(), settings, found.epochs(), seed, (network, fitted) -> {}),
                scale,
                again);
    }

    /** Fits all members, several at once; each has a seed of its own, so the result does not depend on how many. */
    private static List<MultiLayerNetwork> members(
            Examples examples, Correction full, NetworkSettings settings, int epochs, long seed, MemberFitted fitted) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(settings.threads(), settings.members()));
        try {
            AtomicInteger count = new AtomicInteger();
            List<Callable<MultiLayerNetwork>> tasks = new ArrayList<>();
            for (int member = 0; member < settings.members(); member++) {
                long own = seed * 1_000 + member;
                tasks.add(() -> {
                    MultiLayerNetwork network = fitOne(examples, full, settings, epochs, own);
                    synchronized (tasks) {
                        fitted.accept(network, count.incrementAndGet());
                    }
                    return network;
                });
            }
            List<MultiLayerNetwork> networks = new ArrayList<>();
            for (Future<MultiLayerNetwork> future : threads.invokeAll(tasks)) {
                networks.add(future.get());
            }
            return networks;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while networks were fitted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a network cannot be fitted: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static MultiLayerNetwork fitOne(
            Examples examples, Correction full, NetworkSettings given, int epochs, long seed) {
        NetworkSettings settings = given.forExamples(examples.size());
        int batches = (examples.size() + settings.batchSize() - 1) / settings.batchSize();
        MultiLayerNetwork network = Networks.create(full.width(), settings, batches * epochs, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int epoch = 0; epoch < epochs; epoch++) {
            runEpoch(network, examples, full, settings, random);
        }
        return network;
    }

    private static void runEpoch(
            MultiLayerNetwork network,
            Examples examples,
            Correction correction,
            NetworkSettings settings,
            SplittableRandom random) {
        int[] order = RowShuffle.of(examples.size(), random);
        int width = correction.width();
        for (int from = 0; from < order.length; from += settings.batchSize()) {
            int rows = Math.min(settings.batchSize(), order.length - from);
            float[] inputs = new float[rows * width];
            float[] targets = new float[rows];
            for (int row = 0; row < rows; row++) {
                int example = order[from + row];
                Networks.fill(inputs, row, examples, example, correction);
                targets[row] = correction.target(examples.rating(example), examples.baseline(example))
                        - correction.linear(inputs, row);
            }
            try (INDArray features = Networks.rows(inputs, rows);
                    INDArray labels = Networks.rows(targets, rows)) {
                network.fit(features, labels);
            }
        }
    }

    private interface MemberFitted {
        void accept(MultiLayerNetwork network, int fitted);
    }

    /** What is fitted to examples before the networks are, and the whole correction that the networks learn. */
    private record Ground(Scaling scaling, LinearPart linear, Correction full) {}

    /**
     * Networks with the share of their correction that suits validation.
     *
     * @param outputs on all folds, each by the networks of its own
     * @param rmse of the best share
     */
    @SuppressWarnings("ArrayRecordComponent") // three or so a fit, never compared
    private record Chosen(int epochs, List<MultiLayerNetwork> networks, float[] outputs, double share, double rmse) {}
}
