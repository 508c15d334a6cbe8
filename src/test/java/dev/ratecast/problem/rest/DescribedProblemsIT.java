package dev.ratecast.problem.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.RatecastServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RatecastServers.class)
class DescribedProblemsIT {
    private static final String PROBLEM_SCHEMA = "content.'application/problem+json'.schema.'$ref'";

    @Test
    void everyRefusalOfEveryCallIsDescribedAsAProblem() {
        JsonPath description = description();
        List<String> problems = new ArrayList<>();
        for (String call : calls(description)) {
            Map<String, Object> responses = description.getMap(call + ".responses");
            assertThat(responses).as(call).containsKeys("401", "406", "503");
            responses.keySet().stream()
                    .filter(status -> status.startsWith("4") || status.startsWith("5"))
                    .map(status -> description.getString(call + ".responses.'" + status + "'." + PROBLEM_SCHEMA))
                    .forEach(problems::add);
        }
        assertThat(problems).isNotEmpty().containsOnly("#/components/schemas/Problem");
        assertThat(description.getMap("components.schemas.Problem.properties"))
                .containsKeys("type", "status", "errors");
    }

    @Test
    void callsWithABodySayWhichBodiesAreRefused() {
        JsonPath description = description();
        assertThat(calls(description))
                .filteredOn(call -> description
                        .getMap(call + ".responses")
                        .keySet()
                        .containsAll(List.of("400", "408", "413", "415")))
                .containsExactlyInAnyOrder("paths.'/'.post", "paths.'/predictions'.post");
    }

    @Test
    void whatOnlyAdminsMayCallSaysSo() {
        JsonPath description = description();
        assertThat(calls(description))
                .filteredOn(call -> description.getMap(call + ".responses").containsKey("403"))
                .containsExactlyInAnyOrder(
                        "paths.'/customers/{id}'.delete",
                        "paths.'/memory'.get",
                        "paths.'/models/{version}/activate'.post");
    }

    @Test
    void whoCallsByAnotherMethodOrAsksIsToldTheMethodsOfThatPath() {
        JsonPath description = description();
        description.getMap("paths").forEach((template, described) -> {
            String path = ((String) template).replaceAll("\\{\\w+}", "12");
            Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
            ((Map<?, ?>) described).keySet().forEach(method -> methods.add(((String) method).toUpperCase(Locale.ROOT)));
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            for (String other : List.of("PUT", "OPTIONS")) {
                Response answer = given().request(other, path);
                assertThat(answer.statusCode()).as(path).isEqualTo(other.equals("PUT") ? 405 : 200);
                assertThat(Set.of(answer.header("Allow").split(", "))).as(path).isEqualTo(methods);
            }
        });
        given().request("OPTIONS", "/no/such").then().statusCode(404).contentType("application/problem+json");
    }

    private static JsonPath description() {
        return given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> calls(JsonPath description) {
        List<String> calls = new ArrayList<>();
        description.getMap("paths").forEach((path, methods) -> ((Map<?, ?>) methods)
                .keySet()
                .forEach(method -> calls.add("paths.'" + path + "'." + method)));
        return calls;
    }
}
