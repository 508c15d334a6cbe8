package dev.ratecast.model.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ratecast.model.Mode;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.ModelRefusedException;
import java.io.IOException;

/** The manifest as JSON: its record's components in snake case, times in ISO form. Unknown fields are ignored. */
public final class ManifestJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestJson() {}

    public static byte[] write(ModelManifest manifest) {
        try {
            return MAPPER.writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is plain data", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws ModelRefusedException where it is none, or of another artifact format than this release's
     */
    public static ModelManifest read(byte[] json) {
        try {
            JsonNode read = MAPPER.readTree(json);
            int format = read.path("format").asInt();
            if (format != ModelManifest.FORMAT) {
                throw new ModelRefusedException("the model has format " + format + ", this release reads format "
                        + ModelManifest.FORMAT + " only");
            }
            if (read instanceof ObjectNode manifest && !manifest.has("mode")) {
                manifest.put("mode", Mode.STREAMING.text()); // all that was ever published, before manifests said so
            }
            return MAPPER.treeToValue(read, ModelManifest.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelRefusedException("the model's manifest is damaged: " + e.getMessage(), e);
        }
    }
}
