package dev.ratecast.model;

import dev.ratecast.hash.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A slow, obvious registry, which a test can switch off and damage. */
public final class RegistryInMemory implements ModelRegistry {
    private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, ModelVersion> versions = new TreeMap<>();
    private final Map<String, byte[]> artifacts = new TreeMap<>();
    private final Map<String, Instant> chosenUntil = new TreeMap<>();
    private boolean away;

    /** Switches it off or on. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** Changes the stored bytes of a version under its hash. */
    public void damage(String version) {
        artifacts.get(version)[0] ^= 1;
    }

    @Override
    public boolean publish(String version, Instant createdAt, String manifest, byte[] artifact) {
        ask();
        ModelKey key = new ModelKey(version, Sha256.hex(artifact));
        ModelVersion there = versions.get(version);
        if (there != null && !there.key().equals(key)) {
            throw new ModelRefusedException("version " + version + " is published already, with other bytes");
        }
        if (there == null) {
            artifacts.put(version, artifact.clone());
            versions.put(
                    version,
                    new ModelVersion(key, createdAt, PUBLISHED, null, false, false, artifact.length, manifest));
        }
        return there == null;
    }

    @Override
    public List<ModelVersion> list() {
        ask();
        List<ModelVersion> all = new ArrayList<>(versions.values());
        all.sort(Comparator.comparing(ModelVersion::createdAt)
                .thenComparing(ModelVersion::version)
                .reversed());
        return all;
    }

    @Override
    public ModelChoice choice() {
        ask();
        return new ModelChoice(key(ModelVersion::active), key(ModelVersion::shadow));
    }

    private ModelKey key(Predicate<ModelVersion> role) {
        return versions.values().stream()
                .filter(role)
                .map(ModelVersion::key)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Optional<ModelKey> find(String version) {
        ask();
        return Optional.ofNullable(versions.get(version)).map(ModelVersion::key);
    }

    @Override
    public Optional<byte[]> artifact(String version) {
        ask();
        return Optional.ofNullable(artifacts.get(version)).map(byte[]::clone);
    }

    @Override
    public boolean activate(String version) {
        ask();
        if (!versions.containsKey(version)) {
            return false;
        }
        versions.replaceAll((name, v) ->
                name.equals(version) ? with(v, true, false, PUBLISHED) : with(v, false, v.shadow(), v.activatedAt()));
        return true;
    }

    @Override
    public boolean promote(String version, String insteadOf, Instant until) {
        ModelVersion former = versions.get(insteadOf);
        boolean promoted = former != null && former.active() && activate(version);
        if (promoted) {
            chosenUntil.put(version, until);
        }
        return promoted;
    }

    @Override
    public Optional<Instant> chosenUntil(String version) {
        ask();
        return Optional.ofNullable(chosenUntil.get(version));
    }

    @Override
    public boolean shadow(String version) {
        ask();
        if (version != null
                && (!versions.containsKey(version) || versions.get(version).active())) {
            return false;
        }
        versions.replaceAll((name, v) -> with(v, v.active(), Objects.equals(name, version), v.activatedAt()));
        return true;
    }

    @Override
    public Removal remove(String version) {
        ask();
        ModelVersion there = versions.get(version);
        if (there == null) {
            return Removal.UNKNOWN;
        }
        if (there.active() || there.shadow()) {
            return Removal.IN_USE;
        }
        versions.remove(version);
        artifacts.remove(version);
        return Removal.REMOVED;
    }

    private void ask() {
        if (away) {
            throw new RegistryUnavailableException("switched off", null);
        }
    }

    private static ModelVersion with(ModelVersion v, boolean active, boolean shadow, Instant activatedAt) {
        return new ModelVersion(
                v.key(), v.createdAt(), v.publishedAt(), activatedAt, active, shadow, v.artifactBytes(), v.manifest());
    }
}
