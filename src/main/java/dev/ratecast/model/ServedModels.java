package dev.ratecast.model;

import dev.ratecast.model.ServingObserver.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models that this replica uses, following the registry's choice. A model is loaded and warmed up beside the one
 * in use, then swapped in by one write; whoever took a look before goes on with the former one. What cannot be loaded
 * changes nothing.
 *
 * <p>Precedence: the registry's active version; where there is none, or nothing is in use yet and it cannot be had, the
 * model at the configured location. While the registry cannot be asked, what is in use stays in use.
 *
 * <p>Any thread reads. {@link #refresh} and {@link #activate} take turns.
 */
public final class ServedModels implements ActiveModel {
    /** A refused version is tried again after this many looks: what refused it may have been a lack of memory. */
    private static final int LOOKS_UNTIL_RETRY = 60;

    /**
     * The models in use; one look gives both.
     *
     * @param active null while there is none
     * @param shadow null where there is none
     */
    public record InUse(@Nullable ServedModel active, @Nullable ServedModel shadow) {}

    /** Why a version was refused, and at which look. */
    private record Refusal(String reason, long look) {}

    private final ModelRegistry registry;
    private final ModelLoader loader;
    private final Supplier<Optional<LoadedModel>> location;
    private final ServingObserver observer;

    private volatile InUse inUse = new InUse(null, null);
    private volatile Map<ModelKey, Refusal> refusals = Map.of();
    private boolean locationAsked;
    private @Nullable ServedModel located;
    private long looks;

    /**
     * No model is in use before the first refresh.
     *
     * @param location gives the model of the configured location, empty where there is none or it is refused; asked
     *     until it answers once
     */
    public ServedModels(
            ModelRegistry registry,
            ModelLoader loader,
            Supplier<Optional<LoadedModel>> location,
            ServingObserver observer) {
        this.registry = registry;
        this.loader = loader;
        this.location = location;
        this.observer = observer;
    }

    @Override
    public Optional<RatingModel> current() {
        return Optional.ofNullable(inUse.active()).map(served -> served.loaded().model());
    }

    /** The models in use now. */
    public InUse inUse() {
        return inUse;
    }

    /** Why this replica cannot load a version that it was told to; empty where it can, or never tried. */
    public Optional<String> refusalOf(ModelKey key) {
        return Optional.ofNullable(refusals.get(key)).map(Refusal::reason);
    }

    /** Looks at the registry's choice and follows it, as far as it can be followed. */
    public synchronized void refresh() {
        looks++;
        try {
            ModelChoice choice = registry.choice();
            ServedModel active = followed(Role.ACTIVE, choice.active());
            if (active == null) {
                // The registry names none, or one that is refused: then what is in use goes on, else the location's.
                active = choice.active() == null || inUse.active() == null ? fromLocation() : inUse.active();
            }
            // A shadow that is no longer wanted goes at once, and the new one comes once the active one is settled.
            use(new InUse(active, isAt(inUse.shadow(), choice.shadow()) ? inUse.shadow() : null));
            use(new InUse(active, followed(Role.SHADOW, choice.shadow())));
            observer.inStep(isAt(inUse.active(), choice.active()) && isAt(inUse.shadow(), choice.shadow()));
        } catch (RegistryUnavailableException e) {
            observer.registryUnavailable(e);
            if (inUse.active() == null) {
                use(new InUse(fromLocation(), inUse.shadow()));
            }
        }
    }

    /**
     * Loads a version, then has the registry make it the active one, then serves it; other replicas follow at their
     * next look.
     *
     * @throws RegistryUnavailableException where the registry cannot be asked; a retry may help
     */
    public synchronized Activation activate(String version) {
        Optional<ModelKey> key = registry.find(version);
        if (key.isEmpty()) {
            return new Activation.UnknownVersion(version);
        }
        ServedModel loaded;
        try {
            loaded = loaded(key.get());
        } catch (ModelRefusedException e) {
            return new Activation.Unloadable(version, String.valueOf(e.getMessage()));
        }
        if (!registry.activate(version)) {
            return new Activation.UnknownVersion(version);
        }
        ServedModel before = inUse.active();
        ServedModel shadow = inUse.shadow();
        use(new InUse(loaded, isAt(shadow, key.get()) ? null : shadow));
        return new Activation.Activated(version, before == null ? null : before.version());
    }

    /** The chosen version, null where none is chosen or it is refused. */
    private @Nullable ServedModel followed(Role role, @Nullable ModelKey chosen) {
        if (chosen == null) {
            return null;
        }
        Refusal refusal = refusals.get(chosen);
        if (refusal != null && looks - refusal.look() < LOOKS_UNTIL_RETRY) {
            return null;
        }
        try {
            return loaded(chosen);
        } catch (ModelRefusedException e) {
            observer.refused(role, chosen.version(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private ServedModel loaded(ModelKey key) {
        InUse now = inUse;
        if (now.active() != null && isAt(now.active(), key)) {
            return now.active();
        }
        if (now.shadow() != null && isAt(now.shadow(), key)) {
            return now.shadow();
        }
        Map<ModelKey, Refusal> others = new HashMap<>(refusals);
        others.remove(key);
        try {
            ServedModel served = new ServedModel(load(key), key);
            refusals = Map.copyOf(others);
            return served;
        } catch (ModelRefusedException e) {
            others.put(key, new Refusal(String.valueOf(e.getMessage()), looks));
            refusals = Map.copyOf(others);
            throw e;
        }
    }

    private LoadedModel load(ModelKey key) {
        byte[] artifact = PublishedArtifact.of(key, registry);
        LoadedModel loaded;
        try {
            loaded = loader.load(artifact);
        } catch (ModelRefusedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Readers of foreign formats fail in many ways, and memory may lack now and not later.
            throw new ModelRefusedException("the artifact of " + key.version() + " does not load: " + e, e);
        }
        PublishedArtifact.requireVersion(key, loaded.model().version());
        return loaded;
    }

    private @Nullable ServedModel fromLocation() {
        if (!locationAsked) {
            located =
                    location.get().map(loaded -> new ServedModel(loaded, null)).orElse(null);
            locationAsked = true;
        }
        return located == null ? inUse.active() : located;
    }

    private void use(InUse next) {
        InUse before = inUse;
        inUse = next;
        if (!Objects.equals(before.active(), next.active())) {
            observer.switched(Role.ACTIVE, next.active());
        }
        if (!Objects.equals(before.shadow(), next.shadow())) {
            observer.switched(Role.SHADOW, next.shadow());
        }
    }

    private static boolean isAt(@Nullable ServedModel served, @Nullable ModelKey key) {
        return key == null ? served == null || served.key() == null : served != null && key.equals(served.key());
    }
}
