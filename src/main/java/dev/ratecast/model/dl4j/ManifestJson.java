package dev.ratecast.model.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ratecast.model.ModelManifest;
import dev.ratecast.model.ModelRefusedException;
import dev.ratecast.model.Uncertainty;
import java.io.IOException;
import java.util.List;

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

    private static final List<String> SINCE_FORMAT_3 = List.of("examples", "factor_refresh", "before_refit");

    private static final String MAX_RATINGS = "max_ratings";

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
     * @throws ModelRefusedException where it is none, or of an artifact format that this release does not read
     */
    public static ModelManifest read(byte[] json) {
        try {
            JsonNode read = MAPPER.readTree(json);
            int format = read.path("format").asInt();
            if (format < ModelManifest.OLDEST_FORMAT || format > ModelManifest.FORMAT) {
                throw new ModelRefusedException("the model has format " + format + ", this release reads formats "
                        + ModelManifest.OLDEST_FORMAT + " to " + ModelManifest.FORMAT);
            }
            ObjectNode fields = (ObjectNode) read;
            if (format == 2) {
                SINCE_FORMAT_3.forEach(fields::putNull);
            }
            // Before there was a limit, factors were fitted on all ratings.
            if (fields.path("factor_refresh") instanceof ObjectNode rule && !rule.has(MAX_RATINGS)) {
                rule.put(MAX_RATINGS, Integer.MAX_VALUE);
            }
            // Before a customer's noise was looked at, no variance depended on it.
            if (fields.path("uncertainty").path("coefficients") instanceof ArrayNode coefficients
                    && coefficients.size() == Uncertainty.INPUTS - 1) {
                coefficients.insert(Uncertainty.NOISE, 0.0);
            }
            return MAPPER.treeToValue(fields, ModelManifest.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelRefusedException("the model's manifest is damaged: " + e.getMessage(), e);
        }
    }
}
