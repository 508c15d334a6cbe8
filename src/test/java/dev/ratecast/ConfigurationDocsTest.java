package dev.ratecast;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** docs/configuration.md and the code name the same keys, with the same defaults. */
class ConfigurationDocsTest {
    private static final String DOCUMENT = "docs/configuration.md";
    private static final String NONE = "none";
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Pattern KEY = Pattern.compile("(?<![\\w.$/-])ratecast(?:\\.[a-z][a-z0-9-]*){2,}(?![\\w(])");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(ratecast\\.[a-z.-]+):([^}]*)}");

    @Test
    void every_key_is_documented_with_its_default_and_no_other_key_is() {
        assertThat(documented()).isEqualTo(keysOfTheCode());
    }

    @Test
    void every_environment_variable_is_that_of_its_key() {
        assertThat(keyRows()).isNotEmpty().allSatisfy(row -> assertThat(row.get(1))
                .isEqualTo(row.get(0).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
    }

    @Test
    void every_key_has_a_unit_or_range_and_an_effect() {
        assertThat(keyRows()).allSatisfy(row -> assertThat(row).hasSize(5).doesNotContain(""));
    }

    @Test
    void documents_name_no_other_keys() {
        Map<String, String> keys = keysOfTheCode();
        for (Path document : DocumentTables.all()) {
            assertThat(KEY.matcher(DocumentTables.text(document.toString())).results())
                    .as("keys in %s", document)
                    .allSatisfy(found -> assertThat(keys).containsKey(found.group()));
        }
    }

    @Test
    void defaults_that_are_repeated_in_the_code_agree_with_the_mappings() throws Exception {
        Map<String, String> keys = keysOfTheCode();
        String properties = Files.readString(Path.of("src/main/resources/application.properties"));
        assertThat(EXPRESSION.matcher(properties).results())
                .allSatisfy(found -> assertThat(keys).containsEntry(found.group(1), found.group(2)));
        assertThat(injected())
                .filteredOn(property -> !property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE))
                .allSatisfy(property -> assertThat(keys).containsEntry(property.name(), property.defaultValue()));
    }

    private static List<List<String>> keyRows() {
        return DocumentTables.rows(DOCUMENT).stream()
                .filter(row -> row.get(0).startsWith("ratecast."))
                .toList();
    }

    private static Map<String, String> documented() {
        return new TreeMap<>(keyRows().stream().collect(toMap(row -> row.get(0), row -> row.get(2))));
    }

    /** Keys with their defaults: those of mappings, and those that are injected one by one. */
    private static Map<String, String> keysOfTheCode() {
        Map<String, String> keys = new TreeMap<>();
        injected()
                .forEach(property -> keys.put(
                        property.name(),
                        property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE)
                                ? NONE
                                : property.defaultValue()));
        classes().stream()
                .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                .map(ConfigClass::configClass)
                .flatMap(type -> ConfigMappings.getProperties(type).entrySet().stream())
                .filter(property -> !property.getValue().isDefaultMethod())
                .forEach(property -> keys.put(
                        property.getKey().replace("[*]", ""),
                        property.getValue().hasDefaultValue()
                                ? property.getValue().getDefaultValue()
                                : NONE));
        return keys;
    }

    private static List<ConfigProperty> injected() {
        return classes().stream()
                .flatMap(type -> Stream.concat(
                        Stream.of(type.getDeclaredFields()),
                        Stream.concat(Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                                .flatMap(unit -> Stream.of(unit.getParameters()))))
                .map(target -> target.getAnnotation(ConfigProperty.class))
                .filter(property -> property != null && property.name().startsWith("ratecast."))
                .toList();
    }

    private static List<Class<?>> classes() {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> CLASSES.relativize(file).toString())
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String path) {
        try {
            return Class.forName(
                    path.replace(File.separatorChar, '.'), false, ConfigurationDocsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
