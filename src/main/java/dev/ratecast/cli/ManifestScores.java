package dev.ratecast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * The RMSE that a stored manifest names for a part, as text; {@code -} where it names none. Read leniently, so that
 * versions of other releases are listed too.
 */
record ManifestScores(String validate, String test) {
    static ManifestScores of(String manifest) {
        try {
            JsonNode scores = new ObjectMapper().readTree(manifest).path("scores");
            return new ManifestScores(rmse(scores, "validate"), rmse(scores, "test"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the registry stores JSON only", e);
        }
    }

    private static String rmse(JsonNode scores, String part) {
        JsonNode rmse = scores.path(part).path("model").path("rmse");
        return rmse.isNumber() ? String.format(Locale.ROOT, "%.4f", rmse.asDouble()) : "-";
    }
}
