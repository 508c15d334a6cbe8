package dev.ratecast.packaging;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.ModelMapper;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** One YAML document, checked against the Kubernetes API type that it names. */
record Manifest(String kind, String name, JsonObject json) {
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    static Manifest parse(String yaml) {
        JsonObject json = object(yaml);
        validate(json);
        return new Manifest(
                json.get("kind").getAsString(),
                json.getAsJsonObject("metadata").get("name").getAsString(),
                json);
    }

    static Manifest read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The document as JSON; a key that stands twice in one object is refused. */
    static JsonObject object(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return GSON.toJsonTree(new Yaml(options).<Map<String, Object>>load(yaml))
                .getAsJsonObject();
    }

    /** The value below a path of field names and, for arrays, indices. */
    JsonElement at(Object... path) {
        JsonElement here = json;
        for (Object step : path) {
            here = step instanceof Integer index
                    ? here.getAsJsonArray().get(index)
                    : here.getAsJsonObject().get((String) step);
            if (here == null) {
                throw new IllegalArgumentException(kind + " " + name + " has no " + List.of(path));
            }
        }
        return here;
    }

    /** Every object below a field of this name, at any depth. */
    Stream<JsonElement> everywhere(String field) {
        return everywhere(field, json);
    }

    private static Stream<JsonElement> everywhere(String field, JsonElement within) {
        if (within.isJsonArray()) {
            return within.getAsJsonArray().asList().stream().flatMap(element -> everywhere(field, element));
        }
        if (!within.isJsonObject()) {
            return Stream.empty();
        }
        return within.getAsJsonObject().entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        entry.getKey().equals(field) ? Stream.of(entry.getValue()) : Stream.empty(),
                        everywhere(field, entry.getValue())));
    }

    private static void validate(JsonObject json) {
        String apiVersion = json.get("apiVersion").getAsString();
        Class<?> type = ModelMapper.getApiTypeClass(apiVersion, json.get("kind").getAsString());
        if (type == null || type == DynamicKubernetesObject.class) {
            throw new IllegalArgumentException("no API type for " + apiVersion + " " + json.get("kind"));
        }
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot validate", e);
        }
        // Parses what is text in JSON and more to Kubernetes: quantities, times.
        JSON.getGson().fromJson(json, type);
        // The API server takes no number and no truth value for text, which the types above let pass.
        Stream.of("data", "stringData", "matchLabels", "labels", "annotations")
                .flatMap(field -> everywhere(field, json))
                .filter(JsonElement::isJsonObject)
                .flatMap(object -> object.getAsJsonObject().entrySet().stream())
                .forEach(Manifest::requireText);
        everywhere("env", json)
                .flatMap(list -> list.getAsJsonArray().asList().stream())
                .flatMap(variable -> variable.getAsJsonObject().entrySet().stream())
                .filter(entry -> entry.getKey().equals("value"))
                .forEach(Manifest::requireText);
    }

    private static void requireText(Map.Entry<String, JsonElement> entry) {
        if (!entry.getValue().isJsonPrimitive()
                || !entry.getValue().getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException("the value of " + entry.getKey() + " must be text, in quotes");
        }
    }
}
