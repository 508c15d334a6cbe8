package dev.ratecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Under which paths HTTP calls are counted, whatever becomes of them. */
class CountedPathsTest {
    private static final String KEY = "quarkus.micrometer.binder.http-server.match-patterns";

    private static List<String[]> patterns;

    @BeforeAll
    static void read() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = CountedPathsTest.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        patterns = Arrays.stream(properties.getProperty(KEY).split(","))
                .map(pattern -> pattern.split("="))
                .toList();
    }

    @Test
    void every_call_of_the_api_is_counted_under_its_own_path() {
        assertThat(paths()).isNotEmpty().allSatisfy(path -> assertThat(countedAs(path.replaceAll("\\{\\w+}", "12")))
                .isEqualTo(path));
    }

    @Test
    void no_other_path_becomes_a_tag() {
        assertThat(Stream.of("/customers/1/else", "/customers//1", "/customer/1", "/1", "/models/1", "/query/1", "/*"))
                .allSatisfy(path -> assertThat(countedAs(path)).isEqualTo("UNKNOWN"));
        assertThat(countedAs("/q/openapi")).isEqualTo("/q/openapi");
    }

    /** As Quarkus does: the first pattern that matches the whole path. */
    private static String countedAs(String path) {
        return patterns.stream()
                .filter(pattern -> path.matches(pattern[0]))
                .map(pattern -> pattern[1])
                .findFirst()
                .orElse(path);
    }

    /** Of all resources; / itself is counted as it is. */
    private static List<String> paths() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.ratecast").stream()
                        .filter(resource -> resource.isAnnotatedWith(Path.class))
                        .flatMap(CountedPathsTest::paths)
                        .filter(path -> !path.equals("/"))
                        .distinct()
                        .toList();
    }

    private static Stream<String> paths(JavaClass resource) {
        return resource.getMethods().stream().map(method -> path(resource, method));
    }

    private static String path(JavaClass resource, JavaMethod method) {
        String below = method.isAnnotatedWith(Path.class)
                ? "/" + method.getAnnotationOfType(Path.class).value()
                : "";
        return (resource.getAnnotationOfType(Path.class).value() + below).replaceAll("/+", "/");
    }
}
