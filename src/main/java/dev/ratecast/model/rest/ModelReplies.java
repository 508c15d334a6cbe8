package dev.ratecast.model.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratecast.model.ModelKey;
import dev.ratecast.model.ModelVersion;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServedModels;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Model versions as JSON. */
final class ModelReplies {
    /** The parts of a manifest that span ratings; those that a manifest has not are left out. */
    private static final List<String> RANGES = List.of("data", "learn", "validate", "test", "fitted");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelReplies() {}

    /**
     * All versions, and what this replica uses.
     *
     * @param factorVersion of the factors that the replica uses, null while there are none
     * @param registry {@code available}, or {@code unavailable}: then no versions are listed
     */
    record Models(
            @Nullable InUse active,
            @Nullable InUse shadow,
            @JsonProperty("factor_version") @Nullable String factorVersion,
            String registry,
            List<Version> versions) {}

    /** A model in use by the replica that answers. */
    record InUse(String version, String source) {}

    /**
     * A published version.
     *
     * @param active whether the registry has it serve
     * @param shadow whether the registry has it scored beside the active one
     * @param loaded whether the replica that answers uses it
     * @param refused why the replica that answers cannot load it
     * @param metrics the manifest's scores, by part of the ratings
     * @param ranges the manifest's spans of ratings, by part
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            String version,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("published_at") String publishedAt,
            @JsonProperty("activated_at") @Nullable String activatedAt,
            boolean active,
            boolean shadow,
            boolean loaded,
            @Nullable String refused,
            @JsonProperty("artifact_bytes") long artifactBytes,
            @Schema(type = SchemaType.OBJECT, implementation = Object.class) JsonNode metrics,
            @Schema(type = SchemaType.OBJECT, implementation = Object.class) Map<String, JsonNode> ranges) {}

    /** The answer to an activation. */
    record Activated(String active, @Nullable String previous) {}

    static @Nullable InUse of(@Nullable ServedModel model) {
        return model == null ? null : new InUse(model.version(), model.source());
    }

    static Version of(ModelVersion version, ServedModels served) {
        JsonNode manifest = read(version.manifest());
        Map<String, JsonNode> ranges = new LinkedHashMap<>();
        for (String range : RANGES) {
            if (manifest.hasNonNull(range)) {
                ranges.put(range, manifest.get(range));
            }
        }
        Instant activatedAt = version.activatedAt();
        ServedModels.InUse inUse = served.inUse();
        return new Version(
                version.version(),
                version.createdAt().toString(),
                version.publishedAt().toString(),
                activatedAt == null ? null : activatedAt.toString(),
                version.active(),
                version.shadow(),
                isAt(inUse.active(), version.key()) || isAt(inUse.shadow(), version.key()),
                served.refusalOf(version.key()).orElse(null),
                version.artifactBytes(),
                manifest.path("scores"),
                ranges);
    }

    private static boolean isAt(@Nullable ServedModel model, ModelKey key) {
        return model != null && key.equals(model.key());
    }

    private static JsonNode read(String manifest) {
        try {
            return JSON.readTree(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the registry stores JSON only", e);
        }
    }
}
