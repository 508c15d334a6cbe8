package dev.ratecast.app;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.ModelRegistry;
import dev.ratecast.model.ServedModels;
import dev.ratecast.model.dl4j.Dl4jModel;
import dev.ratecast.model.dl4j.Dl4jModelFile;
import dev.ratecast.model.micrometer.ModelMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The thread that keeps the models in use in step with the registry. It runs beside the start, because the native
 * libraries take seconds to come up, and beside all calls.
 */
@Singleton
final class ServingModel {
    private static final Logger LOG = Logger.getLogger(ServingModel.class);
    private static final String CLASSPATH = "classpath:";

    private final ModelConfig config;
    private final FeatureAssembler assembler;
    private final ServedModels served;
    private final Thread thread;

    ServingModel(ModelConfig config, FeatureAssembler assembler, ModelRegistry registry, MeterRegistry meters) {
        this.config = config;
        this.assembler = assembler;
        LoggedServing observer =
                new LoggedServing(new ModelMetrics(meters), config.location().orElse(null));
        this.served = new ServedModels(registry, this::read, this::located, observer);
        this.thread = new Thread(new Rounds(config.poll(), served::refresh, ServingModel::failed), "ratecast-model");
    }

    @Produces
    @Singleton
    ServedModels served() {
        return served;
    }

    void start(@Observes StartupEvent started) {
        if (config.location().isEmpty()) {
            LOG.warn("model=none location=none: nothing is predicted until a model version is activated");
        }
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.interrupt();
    }

    private static void failed(Throwable cause, boolean isFirst) {
        if (isFirst) {
            LOG.error("event=model-refresh-failed; it is tried again, and repeats are not logged", cause);
        }
    }

    private LoadedModel read(byte[] artifact) {
        try {
            return read(new ByteArrayInputStream(artifact));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadedModel read(InputStream artifact) throws IOException {
        Dl4jModel model = Dl4jModelFile.read(artifact, assembler.schema());
        return LoadedModel.of(model, model.manifest());
    }

    private Optional<LoadedModel> located() {
        return config.location().flatMap(location -> {
            try (InputStream artifact = open(location)) {
                LoadedModel loaded = read(artifact);
                LOG.infof("model=%s location=%s", loaded.model().version(), location);
                return Optional.of(loaded);
            } catch (ModelRefusedException | IOException e) {
                LOG.errorf("model=none location=%s reason=\"%s\"", location, e.getMessage());
                return Optional.empty();
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "model=none location=%s reason=\"it does not load\"", location);
                return Optional.empty();
            }
        });
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
