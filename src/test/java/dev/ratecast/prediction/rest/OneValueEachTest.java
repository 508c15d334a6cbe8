package dev.ratecast.prediction.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.QueryParam;
import org.junit.jupiter.api.Test;

class OneValueEachTest {
    @Test
    void every_parameter_of_every_call_is_looked_at() {
        assertThat(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("dev.ratecast")
                                .stream()
                                .flatMap(resource -> resource.getMethods().stream())
                                .flatMap(method -> method.getParameters().stream())
                                .filter(parameter -> parameter.isAnnotatedWith(QueryParam.class))
                                .map(OneValueEachTest::name)
                                .distinct())
                .containsExactlyInAnyOrderElementsOf(OneValueEach.NAMES);
    }

    private static String name(JavaParameter parameter) {
        return parameter.getAnnotationOfType(QueryParam.class).value();
    }
}
