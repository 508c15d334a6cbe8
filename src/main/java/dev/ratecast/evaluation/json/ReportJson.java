package dev.ratecast.evaluation.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.PartScore;
import dev.ratecast.model.ConfidenceInterval;
import dev.ratecast.model.Mode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * report.json: the report's records in snake case, protocol and overall errors at the top level. Intervals are arrays of
 * two, times are in ISO form, and a figure that does not exist is null. The same report gives the same bytes.
 */
public final class ReportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Figure())
                    .addSerializer(double.class, new Figure())
                    .addSerializer(ConfidenceInterval.class, new Pair())
                    .addSerializer(Mode.class, new ModeText()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private ReportJson() {}

    /** The report's bytes, UTF-8, with a line feed at the end. */
    public static byte[] write(EvaluationReport report) {
        ObjectNode json = MAPPER.createObjectNode();
        json.setAll(tree(report.protocol()));
        ObjectNode all = tree(report.all());
        // Said again, with more beside them, under "interval" and "baselines".
        all.remove(List.of("coverage", "width", "baselines"));
        json.setAll(all);
        json.set("rmse_ci95", MAPPER.valueToTree(report.rmseCi95()));
        json.put("baseline", report.baseline());
        json.set("gain", MAPPER.valueToTree(report.gain()));
        json.set("gain_ci95", MAPPER.valueToTree(report.gainCi95()));
        json.set("baselines", MAPPER.valueToTree(report.baselines()));
        json.set("seen", part(report.seen()));
        json.set("unseen", part(report.unseen()));
        json.set("unknown_customers", part(report.unknownCustomers()));
        json.set("interval", MAPPER.valueToTree(report.interval()));
        json.set("log_likelihood", MAPPER.valueToTree(report.logLikelihood()));
        json.set("calibration", MAPPER.valueToTree(report.calibration()));
        json.set("by_customer_count", MAPPER.valueToTree(report.byCustomerCount()));
        json.set("by_movie_count", MAPPER.valueToTree(report.byMovieCount()));
        json.set("by_customer_and_movie_count", MAPPER.valueToTree(report.byCustomerAndMovieCount()));
        json.set("by_era", MAPPER.valueToTree(report.byEra()));
        json.set("by_month", MAPPER.valueToTree(report.byMonth()));
        json.set("learning_curve", MAPPER.valueToTree(report.learningCurve()));
        json.set("worst_bucket", MAPPER.valueToTree(report.worstBucket()));
        putIfThere(json, "ranking", report.ranking());
        putIfThere(json, "retrained", report.retrained());
        try {
            return (MAPPER.writeValueAsString(json).replace("\r\n", "\n") + "\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is plain data", e);
        }
    }

    private static ObjectNode part(PartScore part) {
        ObjectNode json = tree(part.score());
        json.set("rmse_ci95", MAPPER.valueToTree(part.rmseCi95()));
        json.set("gain", MAPPER.valueToTree(part.gain()));
        json.set("gain_ci95", MAPPER.valueToTree(part.gainCi95()));
        return json;
    }

    private static void putIfThere(ObjectNode json, String field, @Nullable Object value) {
        if (value != null) {
            json.set(field, MAPPER.valueToTree(value));
        }
    }

    private static ObjectNode tree(Object record) {
        return MAPPER.valueToTree(record);
    }

    /** JSON has no NaN. */
    private static final class Figure extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class Pair extends JsonSerializer<ConfidenceInterval> {
        @Override
        public void serialize(ConfidenceInterval value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartArray();
            provider.defaultSerializeValue(value.low(), json);
            provider.defaultSerializeValue(value.high(), json);
            json.writeEndArray();
        }
    }

    private static final class ModeText extends JsonSerializer<Mode> {
        @Override
        public void serialize(Mode value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.text());
        }
    }
}
