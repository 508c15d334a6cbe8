package dev.ratecast;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
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
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));
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
        CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(type -> ConfigClass.configClass(type.reflect()))
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
        return CLASSES.stream()
                .flatMap(type -> Stream.concat(
                        type.getFields().stream(),
                        type.getCodeUnits().stream().flatMap(unit -> unit.getParameters().stream())))
                .map(target -> (HasAnnotations<?>) target)
                .filter(target -> target.isAnnotatedWith(ConfigProperty.class))
                .map(target -> target.getAnnotationOfType(ConfigProperty.class))
                .filter(property -> property.name().startsWith("ratecast."))
                .toList();
    }
}
