package dev.ratecast.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.factor.EffectCorrection;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.CustomerKernel;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.FeatureVectors;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.model.DataRange;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.ExampleCounts;
import dev.ratecast.model.Examples;
import dev.ratecast.model.FittedNetwork;
import dev.ratecast.model.Mode;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.PartScores;
import dev.ratecast.model.Score;
import dev.ratecast.model.Validation;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class Dl4jModelIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final FeatureSchema SCHEMA =
            FeatureAssemblers.of(SCALE, Eras.DEFAULT).schema();
    private static final NetworkSettings SETTINGS = new NetworkSettings(List.of(16), 1e-2, 1e-4, 64, List.of(6), 2, 2);

    private final Examples learn = examples(1, 1500);
    private final Examples validate = examples(2, 500);

    @Test
    void the_same_seed_gives_the_same_weights_bit_for_bit_and_another_seed_others() {
        Dl4jNetwork first = fit(7);
        Dl4jNetwork second = fit(7);
        Dl4jNetwork other = fit(8);

        assertThat(second.stored()).containsExactlyElementsOf(first.stored());
        assertThat(second.contentHash()).isEqualTo(first.contentHash());
        assertThat(other.stored().get(0)).isNotEqualTo(first.stored().get(0));

        Dl4jTrainer trainer = new Dl4jTrainer(SCALE);
        FittedNetwork refitted = trainer.refit(learn, first.fit(), SETTINGS, 7);
        assertThat(refitted.contentHash())
                .isEqualTo(trainer.refit(learn, first.fit(), SETTINGS, 7).contentHash());
    }

    @Test
    void fitting_beats_the_baseline_where_the_features_tell_more() {
        Dl4jNetwork network = fit(7);

        assertThat(network.fit().correction()).isPositive();
        assertThat(rmse(stars(network.predict(validate)))).isLessThan(0.8 * rmse(baselines()));
    }

    @Test
    void a_correction_that_only_hurts_shrinks_to_nothing() {
        Examples misleading = new Examples(SCHEMA.size());
        for (int row = 0; row < validate.size(); row++) {
            // What the features promise, turned round.
            double rating = SCALE.clamp(2 * validate.baseline(row) - validate.rating(row));
            misleading.add(features(row), rating);
        }

        FittedNetwork network =
                new Dl4jTrainer(SCALE).fit(after(learn, misleading), SETTINGS, 7, (epochs, n, of, rmse) -> {});

        assertThat(network.fit().correction()).isZero();
        assertThat(network.predict(misleading).get(3).rating()).isEqualTo(misleading.baseline(3));
    }

    @Test
    void a_share_that_suits_the_last_fold_alone_is_not_taken() {
        Examples turned = new Examples(SCHEMA.size());
        for (int row = 0; row < validate.size(); row++) {
            turned.add(features(row), SCALE.clamp(2 * validate.baseline(row) - validate.rating(row)));
        }
        Examples all = joined(learn, turned, learn);

        double ofLast = fit(validation(all, 2_000)).fit().correction();
        double ofBoth = fit(validation(all, 1_500, 2_000)).fit().correction();

        assertThat(ofBoth).isLessThan(ofLast);
    }

    @Test
    void a_correction_by_which_one_customer_gains_what_another_loses_is_not_taken() {
        Examples all = joined(learn, validate);
        for (int row = 0; row < validate.size() / 2; row++) {
            all.add(features(row), SCALE.clamp(2 * validate.baseline(row) - validate.rating(row)));
        }
        long[] customers = new long[all.size() - learn.size()];
        Arrays.fill(customers, validate.size(), customers.length, 1);

        double ofMany = fit(validation(all, learn.size())).fit().correction();
        double ofTwo =
                fit(new Validation(all, List.of(learn.size()), customers)).fit().correction();

        assertThat(ofMany).isPositive();
        assertThat(ofTwo).isZero();
    }

    @Test
    void a_model_read_back_predicts_what_the_trainer_did_inside_the_scale() throws IOException {
        Dl4jNetwork network = fit(7);
        Dl4jModel model = read(artifact(network), SCHEMA);
        List<FeatureVector> vectors =
                IntStream.range(0, validate.size()).mapToObj(this::features).toList();

        assertThat(model.version()).startsWith("20261122T101500Z-");
        List<Estimate> expected = network.predict(validate);
        assertThat(stars(model.predict(vectors))).containsExactly(stars(expected), within(1e-6));
        assertThat(model.predict(vectors)).allSatisfy(estimate -> {
            assertThat(estimate.low()).isBetween(1.0, estimate.rating());
            assertThat(estimate.high()).isBetween(estimate.rating(), 5.0);
            assertThat(estimate.sd()).isPositive();
        });
        assertThat(model.predict(List.of())).isEmpty();
    }

    @Test
    void a_row_alone_gets_what_it_gets_among_many() throws IOException {
        Dl4jModel model = read(artifact(fit(7)), SCHEMA);
        List<FeatureVector> vectors =
                IntStream.range(0, validate.size()).mapToObj(this::features).toList();
        assertThat(vectors).hasSizeGreaterThan(Dl4jModel.FEW_ROWS);

        double[] alone = IntStream.range(0, vectors.size())
                .mapToDouble(row -> one(model, row))
                .toArray();

        assertThat(alone).containsExactly(stars(model.predict(vectors)), within(1e-5));
    }

    @Test
    void many_threads_get_the_answers_that_one_gets() throws IOException {
        Dl4jModel model = read(artifact(fit(7)), SCHEMA);
        double[] alone =
                IntStream.range(0, 400).mapToDouble(row -> one(model, row)).toArray();

        double[] together = IntStream.range(0, 400)
                .parallel()
                .mapToDouble(row -> one(model, row))
                .toArray();

        assertThat(together).isEqualTo(alone);
    }

    @Test
    void another_feature_schema_or_scale_is_refused() throws IOException {
        byte[] artifact = artifact(fit(7));
        FeatureSchema fewer = SCHEMA.without(SCHEMA.names().get(0));
        List<FeatureSchema> computedOtherwise = List.of(
                schema(NeighborRule.of(SCALE, BigDecimal.ONE), SCHEMA.kernel(), SCHEMA.factors()),
                schema(SCHEMA.neighbors(), CustomerKernel.PLAIN, SCHEMA.factors()),
                schema(SCHEMA.neighbors(), SCHEMA.kernel(), SCHEMA.factors().without(EffectCorrection.TITLE)));
        FeatureSchema halves = FeatureAssemblers.of(RatingScale.parse("0.5..5/0.5"), Eras.DEFAULT)
                .schema();

        assertThatThrownBy(() -> read(artifact, fewer))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("was trained on feature schema");
        assertThat(computedOtherwise).allSatisfy(other -> assertThatThrownBy(() -> read(artifact, other))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("features of the same names that were computed otherwise"));
        assertThatThrownBy(() -> read(artifact, halves))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("predicts on scale 1..5, this installation's is 0.5..5/0.5");
    }

    private static FeatureSchema schema(NeighborRule neighbors, CustomerKernel kernel, FactorSettings factors) {
        return new FeatureSchema(SCHEMA.names(), SCALE, neighbors, kernel, factors);
    }

    @Test
    void a_damaged_cut_or_foreign_file_is_refused() throws IOException {
        byte[] artifact = artifact(fit(7));

        for (int length : new int[] {0, 1, 30, 200, artifact.length / 2, artifact.length * 9 / 10}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(artifact, length), SCHEMA))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(ModelRefusedException.class);
        }
        Random random = new Random(3);
        for (int i = 0; i < 40; i++) {
            byte[] damaged = artifact.clone();
            damaged[50 + random.nextInt(artifact.length * 4 / 5)] ^= 0x55;
            refusedOrUnharmed(damaged, artifact);
        }
        assertThatThrownBy(() -> read("not a zip".getBytes(java.nio.charset.StandardCharsets.UTF_8), SCHEMA))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("no model at all");
        assertThatThrownBy(() -> Dl4jModelFile.read(Path.of("no-such-model.zip"), SCHEMA))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("no-such-model.zip");
    }

    /** A few bytes of a zip say nothing, such as an entry's date. */
    private static void refusedOrUnharmed(byte[] damaged, byte[] artifact) throws IOException {
        try {
            assertThat(read(damaged, SCHEMA).manifest())
                    .isEqualTo(read(artifact, SCHEMA).manifest());
        } catch (ModelRefusedException e) {
            // A damaged name is an entry that is missing.
            assertThat(e.getMessage()).containsAnyOf("damaged", "incomplete");
        }
    }

    private Dl4jNetwork fit(long seed) {
        return (Dl4jNetwork)
                new Dl4jTrainer(SCALE).fit(after(learn, validate), SETTINGS, seed, (epochs, n, of, rmse) -> {});
    }

    private double one(Dl4jModel model, int row) {
        return model.predict(List.of(features(row))).get(0).rating();
    }

    private double[] baselines() {
        return IntStream.range(0, validate.size())
                .mapToDouble(validate::baseline)
                .toArray();
    }

    private double rmse(double[] predicted) {
        return Math.sqrt(IntStream.range(0, predicted.length)
                .mapToDouble(row -> Math.pow(predicted[row] - validate.rating(row), 2))
                .average()
                .orElseThrow());
    }

    private static Dl4jModel read(byte[] artifact, FeatureSchema schema) throws IOException {
        return Dl4jModelFile.read(new ByteArrayInputStream(artifact), schema);
    }

    private static byte[] artifact(FittedNetwork network) throws IOException {
        Instant time = Instant.parse("2026-11-22T10:15:00Z");
        DataRange range = new DataRange(time, time, 10);
        Score score = new Score(10, 0.9, 0.7);
        ModelManifest manifest = new ModelManifest(
                ModelManifest.FORMAT,
                ModelManifest.versionOf(time, network.contentHash()),
                time,
                SCHEMA.names(),
                SCHEMA.hash(),
                SCALE.toString(),
                network.fit().scaling(),
                SETTINGS,
                network.fit().epochs(),
                network.fit().linear(),
                network.fit().correction(),
                network.fit().uncertainty(),
                network.contentHash(),
                7,
                Mode.STREAMING.text(),
                "sequential",
                range,
                range,
                range,
                null,
                range,
                new ExampleCounts(10, 10, 0),
                new RefreshRule(0.1, 30, 300, 10_000_000),
                null,
                Map.of("validate", new PartScores(score, Map.of("global_mean", score))));
        assertThat(ManifestJson.read(ManifestJson.write(manifest))).isEqualTo(manifest);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        network.write(manifest, List.of(), out);
        return out.toByteArray();
    }

    /** Ratings that lie off their baseline by what the first two features say. */
    private static Examples examples(long seed, int size) {
        Random random = new Random(seed);
        Examples examples = new Examples(SCHEMA.size());
        for (int row = 0; row < size; row++) {
            float[] vector = new float[SCHEMA.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            double baseline = 3 + 0.3 * random.nextGaussian();
            double rating =
                    SCALE.clamp(baseline + Math.tanh(vector[0]) + 0.3 * vector[1] + 0.2 * random.nextGaussian());
            examples.add(FeatureVectors.of(vector, SCALE.clamp(baseline)), rating);
        }
        return examples;
    }

    private static FittedNetwork fit(Validation validation) {
        return new Dl4jTrainer(SCALE).fit(validation, SETTINGS, 7, (epochs, n, of, rmse) -> {});
    }

    private static Validation after(Examples learn, Examples validate) {
        return validation(joined(learn, validate), learn.size());
    }

    /** Folds that begin at these places, each example of another customer. */
    private static Validation validation(Examples all, Integer... starts) {
        return new Validation(
                all, List.of(starts), LongStream.range(starts[0], all.size()).toArray());
    }

    private static Examples joined(Examples... parts) {
        Examples all = new Examples(SCHEMA.size());
        for (Examples part : parts) {
            for (int row = 0; row < part.size(); row++) {
                all.add(features(part, row), part.rating(row));
            }
        }
        return all;
    }

    private FeatureVector features(int row) {
        return features(validate, row);
    }

    private static FeatureVector features(Examples examples, int row) {
        float[] inputs = new float[examples.width()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = examples.feature(row, i);
        }
        return FeatureVectors.of(inputs, examples.baseline(row));
    }

    private static double[] stars(List<Estimate> estimates) {
        return estimates.stream().mapToDouble(Estimate::rating).toArray();
    }
}
