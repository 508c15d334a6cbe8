package dev.ratecast.cli;

import dev.ratecast.evaluation.Estimator;
import dev.ratecast.evaluation.ModelEstimator;
import dev.ratecast.evaluation.StreamedBaselines;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.PartScores;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.training.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The model that an evaluation is about.
 *
 * @param corrected the name of the baseline that it corrects
 */
record ModelUnderTest(ModelManifest manifest, Estimator estimator, String corrected) {
    static ModelUnderTest read(Path file, FeatureAssembler assembler) {
        return of(Dl4jModelFile.read(file, assembler.schema()), assembler);
    }

    /** The model of a training run, as it would be read from its artifact. */
    static ModelUnderTest of(TrainedModel trained, FeatureAssembler assembler) {
        ByteArrayOutputStream artifact = new ByteArrayOutputStream();
        try {
            trained.write(artifact);
            return of(
                    Dl4jModelFile.read(new ByteArrayInputStream(artifact.toByteArray()), assembler.schema()),
                    assembler);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store the model in memory", e);
        }
    }

    private static ModelUnderTest of(Dl4jModel model, FeatureAssembler assembler) {
        PartScores validation = model.manifest().scores().get("validate");
        if (validation == null) {
            throw new IllegalStateException("model " + model.version() + " names no validation score");
        }
        double sd = validation.model().rmse();
        return new ModelUnderTest(
                model.manifest(),
                new ModelEstimator(assembler.schema().scale(), assembler, model, sd),
                StreamedBaselines.DAMPED_BIASES);
    }
}
