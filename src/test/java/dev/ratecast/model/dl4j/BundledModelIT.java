package dev.ratecast.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The model that the embedded default serves fits the features of this release. */
class BundledModelIT {
    private static final Path FILE = Path.of("data/model.zip");

    @Test
    void loads_beats_its_baselines_and_is_small() throws Exception {
        Dl4jModel model = Dl4jModelFile.read(
                FILE,
                FeatureAssemblers.of(RatingScale.WHOLE_STARS, Eras.DEFAULT).schema());

        assertThat(Files.size(FILE)).isLessThan(200_000);
        assertThat(model.manifest().withinDay()).isEqualTo("sequential");
        model.manifest().scores().forEach((part, scores) -> scores.baselines()
                .forEach((name, baseline) -> assertThat(scores.model().rmse())
                        .as("%s against %s", part, name)
                        .isLessThan(baseline.rmse())));
    }
}
