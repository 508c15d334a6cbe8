package dev.ratecast.app;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.model.ActiveModel;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.RatingModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The model that serves: loaded beside the start, because the native libraries take seconds to come up. */
@Singleton
final class ServingModel implements ActiveModel {
    private static final Logger LOG = Logger.getLogger(ServingModel.class);
    private static final String CLASSPATH = "classpath:";

    private final ModelConfig config;
    private final FeatureAssembler assembler;
    private volatile @Nullable RatingModel model;

    ServingModel(ModelConfig config, FeatureAssembler assembler) {
        this.config = config;
        this.assembler = assembler;
    }

    @Override
    public Optional<RatingModel> current() {
        return Optional.ofNullable(model);
    }

    void load(@Observes StartupEvent started) {
        config.location()
                .ifPresentOrElse(
                        location -> new Thread(() -> load(location), "ratecast-model").start(),
                        () -> LOG.warn("model=none: set ratecast.model.location; until then nothing is predicted"));
    }

    private void load(String location) {
        try (InputStream artifact = open(location)) {
            RatingModel loaded = Dl4jModelFile.read(artifact, assembler.schema());
            model = loaded;
            LOG.infof("model=%s location=%s", loaded.version(), location);
        } catch (ModelRefusedException | IOException e) {
            LOG.errorf("model=none location=%s reason=\"%s\"", location, e.getMessage());
        }
    }

    private static InputStream open(String location) throws IOException {
        if (!location.startsWith(CLASSPATH)) {
            return Files.newInputStream(Path.of(location));
        }
        String resource = location.substring(CLASSPATH.length());
        InputStream found = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
        if (found == null) {
            throw new FileNotFoundException("no resource " + resource);
        }
        return found;
    }
}
