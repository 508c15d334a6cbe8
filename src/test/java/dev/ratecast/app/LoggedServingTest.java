package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.model.FixedModel;
import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.ModelKey;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServingObserver.Role;
import dev.ratecast.model.micrometer.ModelMetrics;
import dev.ratecast.testing.LogRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoggedServingTest {
    private static final String UNUSED =
            "INFO event=location-unused location=model.zip reason=\"the registry has an active version\"";

    @RegisterExtension
    private final LogRecords log = LogRecords.of(ServingModel.class);

    @Test
    void a_location_that_counts_no_more_is_told_once() {
        LoggedServing serving = serving("model.zip");

        serving.switched(Role.ACTIVE, served("located", null));
        serving.switched(Role.SHADOW, served("shadow", "of the registry"));
        assertThat(log.lines()).doesNotContain(UNUSED);

        serving.switched(Role.ACTIVE, served("a", "of the registry"));
        serving.switched(Role.ACTIVE, served("b", "of the registry"));
        assertThat(log.lines()).containsOnlyOnce(UNUSED);
    }

    @Test
    void without_a_location_there_is_nothing_to_tell() {
        serving(null).switched(Role.ACTIVE, served("a", "of the registry"));

        assertThat(log.lines()).containsExactly("INFO role=active model=a source=registry");
    }

    private static LoggedServing serving(@Nullable String location) {
        return new LoggedServing(new ModelMetrics(new SimpleMeterRegistry()), location);
    }

    private static ServedModel served(String version, @Nullable String sha256) {
        LoadedModel loaded = new LoadedModel(new FixedModel(version, 3), null);
        return new ServedModel(loaded, sha256 == null ? null : new ModelKey(version, sha256));
    }
}
