package dev.ratecast.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServedModelsTest implements ServingObserver {
    private final RegistryInMemory registry = new RegistryInMemory();
    private final List<String> told = new ArrayList<>();
    private final List<String> loads = new ArrayList<>();
    private boolean memoryLacks;
    private Optional<LoadedModel> location = Optional.of(model("located"));
    private final ServedModels served = new ServedModels(registry, this::load, () -> location, this);

    @Test
    void the_location_serves_until_a_version_is_active() {
        served.refresh();
        assertThat(serving()).isEqualTo("located from location");

        publish("a");
        registry.activate("a");
        served.refresh();
        assertThat(serving()).isEqualTo("a from registry");
        assertThat(told).containsExactly("ACTIVE located", "in step", "ACTIVE a", "in step");
    }

    @Test
    void the_active_version_comes_first_at_start_and_the_location_is_not_even_read() {
        location = Optional.empty();
        publish("a");
        registry.activate("a");

        served.refresh();

        assertThat(serving()).isEqualTo("a from registry");
    }

    @Test
    void without_any_model_nothing_serves() {
        location = Optional.empty();

        served.refresh();

        assertThat(served.current()).isEmpty();
    }

    @Test
    void a_version_is_loaded_once_however_often_the_registry_is_looked_at() {
        publish("a");
        registry.activate("a");

        served.refresh();
        served.refresh();
        served.refresh();

        assertThat(loads).containsExactly("a");
    }

    @Test
    void while_the_registry_is_away_the_last_one_serves_and_at_start_the_located_one() {
        registry.away(true);
        served.refresh();
        assertThat(serving()).isEqualTo("located from location");

        registry.away(false);
        publish("a");
        registry.activate("a");
        served.refresh();
        registry.away(true);
        served.refresh();

        assertThat(serving()).isEqualTo("a from registry");
        assertThatThrownBy(() -> served.activate("a")).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void a_damaged_foreign_or_unreadable_artifact_is_refused_and_the_former_one_goes_on() {
        publish("a");
        registry.activate("a");
        served.refresh();
        publish("damaged");
        registry.damage("damaged");
        registry.publish("other-name", Instant.EPOCH, "{}", "b".getBytes(UTF_8));
        registry.publish("broken", Instant.EPOCH, "{}", "broken".getBytes(UTF_8));

        for (String version : List.of("damaged", "other-name", "broken")) {
            assertThat(served.activate(version)).isInstanceOf(Activation.Unloadable.class);
            assertThat(registry.choice().active().version()).isEqualTo("a");
            told.clear();
            registry.activate(version);
            served.refresh();
            assertThat(serving()).isEqualTo("a from registry");
            assertThat(served.refusalOf(registry.find(version).orElseThrow())).isPresent();
            assertThat(told).containsExactly("out of step");
            registry.activate("a");
            served.refresh();
            assertThat(told).endsWith("in step");
        }
    }

    @Test
    void a_refused_choice_at_start_leaves_the_located_model_serving_and_is_told_once_in_sixty_looks() {
        publish("damaged");
        registry.damage("damaged");
        registry.activate("damaged");

        for (int look = 0; look < 60; look++) {
            served.refresh();
        }
        assertThat(serving()).isEqualTo("located from location");
        assertThat(told.stream().filter(text -> text.startsWith("refused"))).hasSize(1);

        registry.damage("damaged");
        served.refresh();
        assertThat(serving()).isEqualTo("damaged from registry");
        assertThat(served.refusalOf(registry.find("damaged").orElseThrow())).isEmpty();
    }

    @Test
    void a_version_that_there_was_no_memory_for_is_refused_and_tried_again_after_sixty_looks() {
        publish("large");
        registry.activate("large");
        memoryLacks = true;

        served.refresh();
        assertThat(serving()).isEqualTo("located from location");
        assertThat(served.refusalOf(registry.find("large").orElseThrow()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("OutOfMemoryError"));
        assertThat(served.activate("large")).isInstanceOf(Activation.Unloadable.class);

        memoryLacks = false;
        for (int look = 0; look < 60; look++) {
            served.refresh();
        }
        assertThat(serving()).isEqualTo("large from registry");
    }

    @Test
    void a_location_at_which_an_error_came_up_is_asked_again() {
        AtomicInteger asked = new AtomicInteger();
        ServedModels following = new ServedModels(
                registry,
                this::load,
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("not really");
                    }
                    return location;
                },
                this);

        assertThatThrownBy(following::refresh).isInstanceOf(OutOfMemoryError.class);
        following.refresh();
        following.refresh();

        assertThat(following.inUse().active().version()).isEqualTo("located");
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void an_activation_serves_at_once_and_going_back_is_the_same_call() {
        publish("a");
        publish("b");

        assertThat(served.activate("a")).isEqualTo(new Activation.Activated("a", null));
        assertThat(served.activate("b")).isEqualTo(new Activation.Activated("b", "a"));
        assertThat(served.activate("a")).isEqualTo(new Activation.Activated("a", "b"));
        assertThat(served.activate("c")).isEqualTo(new Activation.UnknownVersion("c"));
        assertThat(serving()).isEqualTo("a from registry");
        assertThat(registry.choice().active().version()).isEqualTo("a");
    }

    @Test
    void a_shadow_comes_and_goes_and_is_not_loaded_again_when_it_is_activated() {
        publish("a");
        publish("b");
        registry.activate("a");
        registry.shadow("b");
        served.refresh();
        assertThat(served.inUse().shadow().version()).isEqualTo("b");
        assertThat(serving()).isEqualTo("a from registry");

        registry.activate("b");
        served.refresh();
        assertThat(served.inUse().shadow()).isNull();
        assertThat(serving()).isEqualTo("b from registry");
        assertThat(loads).containsExactly("a", "b");

        publish("damaged");
        registry.damage("damaged");
        registry.shadow("damaged");
        served.refresh();
        assertThat(served.inUse().shadow()).isNull();
        assertThat(told).endsWith("refused SHADOW damaged", "out of step");
    }

    private void publish(String version) {
        registry.publish(version, Instant.EPOCH, "{}", version.getBytes(UTF_8));
    }

    private String serving() {
        ServedModel active = served.inUse().active();
        assertThat(served.current()).hasValue(active.loaded().model());
        return active.version() + " from " + active.source();
    }

    /** The artifact of these tests is its version's name. */
    private LoadedModel load(byte[] artifact) {
        String text = new String(artifact, UTF_8);
        if (text.equals("broken")) {
            throw new ArrayIndexOutOfBoundsException("a reader that stumbles");
        }
        if (memoryLacks) {
            throw new OutOfMemoryError("not really");
        }
        loads.add(text);
        return model(text);
    }

    private static LoadedModel model(String version) {
        return new LoadedModel(new FixedModel(version, 3), null);
    }

    @Override
    public void switched(Role role, ServedModel model) {
        told.add(role + " " + (model == null ? "none" : model.version()));
    }

    @Override
    public void refused(Role role, String version, String reason) {
        told.add("refused " + role + " " + version);
    }

    @Override
    public void inStep(boolean inStep) {
        told.add(inStep ? "in step" : "out of step");
    }

    @Override
    public void registryUnavailable(RegistryUnavailableException cause) {
        told.add("registry unavailable");
    }
}
