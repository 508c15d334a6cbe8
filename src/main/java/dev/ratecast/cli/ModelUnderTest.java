package dev.ratecast.cli;

import dev.ratecast.evaluation.Estimator;
import dev.ratecast.evaluation.StreamedBaselines;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.model.ModelManifest;
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
 * @param level of its intervals
 * @param corrected the name of the baseline that it corrects
 */
record ModelUnderTest(ModelManifest manifest, Estimator estimator, double level, String corrected) {
    /**
     * A model from a file.
     *
     * @throws IllegalArgumentException where the ratings that it is to be tested on are on another scale
     */
    static ModelUnderTest read(Path file, FeatureAssembler assembler) {
        String scale = Dl4jModelFile.manifest(file).scale();
        String read = assembler.schema().scale().toString();
        if (!scale.equals(read)) {
            throw new IllegalArgumentException("the model in " + file + " predicts on the scale " + scale
                    + ", the ratings to test it on are read on " + read + "; --scale names another");
        }
        return of(Dl4jModelFile.read(file, assembler.schema()));
    }

    /** The model of a training run, as it would be read from its artifact. */
    static ModelUnderTest of(TrainedModel trained, FeatureAssembler assembler) {
        ByteArrayOutputStream artifact = new ByteArrayOutputStream();
        try {
            trained.write(artifact);
            return of(Dl4jModelFile.read(new ByteArrayInputStream(artifact.toByteArray()), assembler.schema()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store the model in memory", e);
        }
    }

    private static ModelUnderTest of(Dl4jModel model) {
        return new ModelUnderTest(
                model.manifest(),
                (features, ratedAt) -> model.predict(features),
                model.level(),
                StreamedBaselines.PROCESS);
    }
}
