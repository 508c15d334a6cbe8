package dev.ratecast.measure;

import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.known.memory.RatingArrays;
import dev.ratecast.known.memory.SyntheticMatrix;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.prediction.Predictor;
import dev.ratecast.prediction.Recommender;
import dev.ratecast.rating.Eras;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What serves predictions, put together as the service does it: memory, features, factors, networks. */
public record ServedWorld(
        RatingArrays arrays,
        MemoryKnownRatings known,
        FeatureAssembler assembler,
        Factors factors,
        Dl4jModel model,
        Predictor predictor,
        Recommender recommender) {

    /**
     * A world of invented ratings.
     *
     * @param folder where snapshots of generated ratings are kept
     * @param modelFile the model artifact
     */
    public static ServedWorld of(int ratings, Path folder, SyntheticFactors how, Path modelFile) throws IOException {
        RatingArrays arrays = SyntheticMatrix.of(ratings, folder);
        MemoryKnownRatings known = new MemoryKnownRatings(arrays);
        FeatureAssembler assembler = FeatureAssemblers.of(SyntheticMatrix.SCALE, Eras.DEFAULT);
        Factors factors = how.of(known.matrix(), SyntheticMatrix.SCALE);
        Dl4jModel model = Dl4jModelFile.read(modelFile, assembler.schema());
        Predictor predictor =
                new Predictor(known, assembler, () -> Optional.of(model), () -> factors, SyntheticMatrix.SCALE);
        return new ServedWorld(
                arrays, known, assembler, factors, model, predictor, new Recommender(known, predictor, 1));
    }
}
