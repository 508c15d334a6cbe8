package dev.ratecast.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.model.Estimate;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.NetworkSettings;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.Log;
import dev.ratecast.training.Replay;
import dev.ratecast.training.Replayed;
import dev.ratecast.training.Replays;
import dev.ratecast.training.Split;
import dev.ratecast.training.TrainedModel;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.TrainingRuns;
import dev.ratecast.training.WithinDay;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** An artifact holds the weights before the refit beside those after it. */
class RefittedModelIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final NetworkSettings SETTINGS =
            NetworkSettings.DEFAULT.withEpochs(List.of(2)).withMembers(2);
    private static final long START = 12_000L * 86_400;
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    /** Five and a half years. */
    private final Log log = stretched(Log.random(3, 600), 20);

    private final Replay replay = Replays.empty(SCALE);
    private final FeatureSchema schema = replay.assembler().schema();
    private final List<FeatureVector> seen = new ArrayList<>();

    @Test
    void the_weights_before_the_refit_are_those_of_a_training_without_one() throws IOException {
        byte[] refitted = artifact(trained(true));
        byte[] plain = artifact(trained(false));

        List<Estimate> before = unrefitted(refitted).predict(vectors());

        assertThat(before).isEqualTo(served(plain).predict(vectors()));
        assertThat(before).isNotEqualTo(served(refitted).predict(vectors()));
        assertThat(unrefitted(plain).predict(vectors())).isEqualTo(before);
        assertThat(unrefitted(refitted).manifest().fitted())
                .isEqualTo(served(refitted).manifest().learn());
    }

    @Test
    void dates_of_ratings_that_the_served_weights_were_fitted_on_are_no_extrapolation() throws IOException {
        byte[] refitted = artifact(trained(true));
        FeatureVector lastFitted = vectors().get(479);
        FeatureVector lastOfTest = vectors().get(599);

        assertThat(one(served(refitted), lastFitted).extrapolated()).isFalse();
        assertThat(one(unrefitted(refitted), lastFitted).extrapolated()).isTrue();
        // Nothing of the test is in the ranges: its end lies beyond them.
        assertThat(one(served(refitted), lastOfTest).extrapolated()).isTrue();
    }

    @Test
    void an_artifact_of_another_format_is_refused() throws IOException {
        byte[] older = withManifest(artifact(trained(true)), manifest -> manifest.put("format", 2));

        assertThatThrownBy(() -> served(older))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("the model has format 2, this release reads format 3 only");
    }

    @Test
    void an_artifact_without_what_was_before_its_refit_is_refused() throws IOException {
        byte[] without = withManifest(artifact(trained(true)), manifest -> manifest.putNull("before_refit"));

        assertThatThrownBy(() -> served(without))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("refit");
    }

    @Test
    void networks_before_the_refit_that_are_not_those_of_the_manifest_are_refused() throws IOException {
        Map<String, byte[]> entries = entries(artifact(trained(true)));
        entries.put("before-refit-1.zip", entries.get("network-1.zip"));
        byte[] swapped = zip(entries);

        assertThatThrownBy(() -> unrefitted(swapped))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("damaged");
    }

    private static Log stretched(Log log, long times) {
        Log longer = new Log();
        for (int row = 0; row < log.size(); row++) {
            longer.add(
                    log.customer(row), log.movie(row) % 10, log.units(row), START + (log.ratedAt(row) - START) * times);
        }
        return longer;
    }

    private TrainedModel trained(boolean refit) {
        TrainingRun run = new TrainingRun(new Replayed(Replays.empty(SCALE)), new Dl4jTrainer(SCALE));
        TrainingPlan plan = new TrainingPlan(new Split.ByFraction(0.6, 0.2, refit), WithinDay.SEQUENTIAL, 1, SETTINGS);
        return TrainingRuns.train(run, log, plan, NOW, null);
    }

    /** The features of all rows in time order. */
    private List<FeatureVector> vectors() {
        if (seen.isEmpty()) {
            int[] order = new Replayed(replay).order(log, 1);
            replay.run(log, order, 0, order.length, WithinDay.SEQUENTIAL, place -> true, (place, v) -> seen.add(v));
        }
        return seen;
    }

    private static Estimate one(Dl4jModel model, FeatureVector vector) {
        return model.predict(List.of(vector)).get(0);
    }

    private Dl4jModel served(byte[] artifact) throws IOException {
        return Dl4jModelFile.read(new ByteArrayInputStream(artifact), schema);
    }

    private Dl4jModel unrefitted(byte[] artifact) throws IOException {
        return Dl4jModelFile.readUnrefitted(new ByteArrayInputStream(artifact), schema);
    }

    private static byte[] artifact(TrainedModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    private static byte[] withManifest(byte[] artifact, Consumer<ObjectNode> change) throws IOException {
        Map<String, byte[]> entries = entries(artifact);
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode manifest = (ObjectNode) mapper.readTree(entries.get("manifest.json"));
        change.accept(manifest);
        entries.put("manifest.json", mapper.writeValueAsBytes(manifest));
        return zip(entries);
    }

    private static Map<String, byte[]> entries(byte[] artifact) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(artifact))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                StoredNetwork.put(zip, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
