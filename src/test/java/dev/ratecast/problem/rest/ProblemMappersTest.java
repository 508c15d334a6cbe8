package dev.ratecast.problem.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratecast.aggregate.AggregatesUnavailableException;
import dev.ratecast.json.Violation;
import dev.ratecast.json.Violation.Code;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemMappersTest {
    private final ProblemMappers mappers = new ProblemMappers();

    @Test
    void everyWrongFieldIsInTheProblem() {
        Problem problem = Problem.invalid(List.of(
                new Violation("[3].movie_id", Code.MISSING, "must be given"),
                Violation.ofDocument(Code.EMPTY, "there is no JSON")));
        JsonNode json = json(mappers.problem(new ProblemException(problem)), 400);
        assertThat(json.get("type").asText()).isEqualTo("urn:ratecast:problem:invalid-request");
        assertThat(json.at("/errors/0/field").asText()).isEqualTo("[3].movie_id");
        assertThat(json.at("/errors/0/code").asText()).isEqualTo("missing");
        assertThat(json.at("/errors/1/field").asText()).isEqualTo("$");
        assertThat(json.has("instance")).isFalse();
    }

    @Test
    void aFaultTellsAnIdAndNothingElse() {
        JsonNode json = json(mappers.fault(new IllegalStateException("secret")), 500);
        assertThat(json.get("instance").asText()).startsWith("urn:uuid:");
        assertThat(json.toString()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailable() {
        AggregatesUnavailableException away = new AggregatesUnavailableException("away", new IllegalStateException());
        assertThat(json(mappers.aggregatesUnavailable(away), 503).has("errors")).isFalse();
    }

    private static JsonNode json(Response response, int status) {
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getMediaType()).hasToString("application/problem+json");
        return new JsonMapper().valueToTree(response.getEntity());
    }
}
