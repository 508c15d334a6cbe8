package dev.ratecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.hash.Sha256;
import dev.ratecast.model.ModelRegistry.Removal;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every model registry does. */
public abstract class ModelRegistryContract {
    private static final Instant TRAINED = Instant.parse("2026-11-22T10:15:00Z");
    private static final byte[] ARTIFACT = {1, 2, 3};

    protected ModelRegistry registry;

    /** A new, empty one. */
    protected abstract ModelRegistry empty();

    @BeforeEach
    void begin_empty() {
        registry = empty();
    }

    @Test
    void nothing_is_chosen_before_something_is_published() {
        assertThat(registry.list()).isEmpty();
        assertThat(registry.choice()).isEqualTo(ModelChoice.NONE);
        assertThat(registry.find("a")).isEmpty();
        assertThat(registry.artifact("a")).isEmpty();
        assertThat(registry.activate("a")).isFalse();
        assertThat(registry.shadow("a")).isFalse();
        assertThat(registry.remove("a")).isEqualTo(Removal.UNKNOWN);
    }

    @Test
    void a_published_version_is_a_candidate_with_its_manifest_and_its_bytes() {
        assertThat(registry.publish("a", TRAINED, "{\"scores\": {\"test\": 1}}", ARTIFACT))
                .isTrue();

        assertThat(registry.choice()).isEqualTo(ModelChoice.NONE);
        assertThat(registry.artifact("a")).hasValue(ARTIFACT);
        assertThat(registry.find("a")).hasValue(new ModelKey("a", Sha256.hex(ARTIFACT)));
        ModelVersion listed = registry.list().get(0);
        assertThat(listed.createdAt()).isEqualTo(TRAINED);
        assertThat(listed.activatedAt()).isNull();
        assertThat(listed.artifactBytes()).isEqualTo(3);
        assertThat(listed.manifest()).isEqualTo("{\"scores\": {\"test\": 1}}");
    }

    @Test
    void the_same_version_twice_changes_nothing_and_with_other_bytes_is_refused() {
        publish("a", TRAINED);
        registry.activate("a");

        assertThat(registry.publish("a", TRAINED, "{}", ARTIFACT)).isFalse();
        assertThatThrownBy(() -> registry.publish("a", TRAINED, "{}", new byte[] {9}))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("published already");

        assertThat(registry.artifact("a")).hasValue(ARTIFACT);
        assertThat(active()).isEqualTo("a");
    }

    @Test
    void one_version_is_active_and_going_back_is_the_same_call() {
        publish("a", TRAINED);
        publish("b", TRAINED.plusSeconds(1));

        assertThat(registry.activate("a")).isTrue();
        assertThat(registry.activate("b")).isTrue();
        assertThat(active()).isEqualTo("b");
        assertThat(registry.activate("c")).isFalse();
        assertThat(active()).isEqualTo("b");
        assertThat(registry.activate("a")).isTrue();
        assertThat(registry.activate("a")).isTrue();
        assertThat(active()).isEqualTo("a");
        assertThat(registry.list()).extracting(ModelVersion::version).containsExactly("b", "a");
        assertThat(registry.list()).extracting(ModelVersion::active).containsExactly(false, true);
        assertThat(registry.list()).extracting(ModelVersion::activatedAt).doesNotContainNull();
    }

    @Test
    void a_promotion_counts_only_where_the_version_it_beat_is_still_active() {
        publish("a", TRAINED);
        publish("b", TRAINED);
        registry.activate("a");

        assertThat(registry.promote("b", "c", TRAINED)).isFalse();
        assertThat(registry.promote("c", "a", TRAINED)).isFalse();
        assertThat(active()).isEqualTo("a");
        assertThat(registry.chosenUntil("b")).isEmpty();
        assertThat(registry.promote("b", "a", TRAINED)).isTrue();
        assertThat(registry.promote("b", "a", TRAINED.plusSeconds(1))).isFalse();
        assertThat(active()).isEqualTo("b");
        assertThat(registry.chosenUntil("b")).contains(TRAINED);
        assertThat(registry.chosenUntil("a")).isEmpty();
    }

    @Test
    void one_version_is_shadow_never_the_active_one_and_none_once_it_is_activated() {
        publish("a", TRAINED);
        publish("b", TRAINED);
        registry.activate("a");

        assertThat(registry.shadow("a")).isFalse();
        assertThat(registry.shadow("b")).isTrue();
        assertThat(registry.choice().shadow()).isEqualTo(registry.find("b").orElseThrow());
        registry.activate("b");
        assertThat(registry.choice().shadow()).isNull();
        assertThat(registry.shadow("a")).isTrue();
        assertThat(registry.shadow(null)).isTrue();
        assertThat(registry.choice().shadow()).isNull();
    }

    @Test
    void only_what_is_not_in_use_is_removed() {
        publish("a", TRAINED);
        publish("b", TRAINED);
        publish("c", TRAINED);
        registry.activate("a");
        registry.shadow("b");

        assertThat(registry.remove("a")).isEqualTo(Removal.IN_USE);
        assertThat(registry.remove("b")).isEqualTo(Removal.IN_USE);
        assertThat(registry.remove("c")).isEqualTo(Removal.REMOVED);
        assertThat(registry.list()).extracting(ModelVersion::version).containsExactlyInAnyOrder("a", "b");
    }

    private void publish(String version, Instant createdAt) {
        registry.publish(version, createdAt, "{}", ARTIFACT);
    }

    private String active() {
        return registry.choice().active().version();
    }
}
