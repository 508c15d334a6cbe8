package dev.ratecast.prediction.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import dev.ratecast.testing.RatecastServers;
import dev.ratecast.testing.Readiness;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RatecastServers.class)
class PredictionResourceIT {
    @TestHTTPResource(value = "/health", management = true)
    String health;

    @BeforeEach
    void awaitReadiness() {
        Readiness.await(health);
    }

    private static final String REPLACED_SYSTEMS_BODY =
            """
            {"customer_id":1044034,"rating_date":"2005-02-03","movie_id":12031,"release_year":2002,"title":"Scotland"}""";

    @Test
    void theReplacedSystemsBodyIsAnsweredWithARating() {
        post("/", REPLACED_SYSTEMS_BODY)
                .statusCode(200)
                .contentType("application/json")
                .body("predicted_rating", allOf(greaterThanOrEqualTo(1f), lessThanOrEqualTo(5f)))
                .body("$", hasKey("model_version"))
                .body("$", not(hasKey("features")));
    }

    @Test
    void anArrayIsAnsweredInOrder() {
        post("/predictions", "[{\"customer_id\":1,\"movie_id\":3},{\"customer_id\":1,\"movie_id\":2}]")
                .statusCode(200)
                .body("movie_id", contains(3, 2));
        post("/predictions", "[]").statusCode(200).body("size()", equalTo(0));
    }

    @Test
    void aBodyOfManyPacketsIsReadAsItWasSent() {
        String request = "{\"customer_id\":1,\"movie_id\":3,\"title\":\"" + "t".repeat(400) + "\"}";
        String body = "[" + (request + ",").repeat(999) + request + "]";
        post("/predictions", body).statusCode(200).body("size()", equalTo(1_000));
    }

    @Test
    void anUnknownCustomerAndMovieAreSaidToBeUnknownAndExplained() {
        post("/predictions?explain=true", "{\"customer_id\":9007199254740991,\"movie_id\":9007199254740991}")
                .statusCode(200)
                .body("customer_known", equalTo(false))
                .body("movie_known", equalTo(false))
                .body("features.neighbor_count", equalTo(0))
                .body("features.era", equalTo("unknown"))
                .body("neighbors.size()", equalTo(0));
    }

    @Test
    void everyWrongFieldIsNamed() {
        post("/predictions", "[{\"customer_id\":-1,\"movie_id\":\"2\"},{\"rating_date\":\"2005-02-30\"}]")
                .statusCode(400)
                .contentType("application/problem+json")
                .body(
                        "errors.field",
                        contains(
                                "[0].customer_id",
                                "[0].movie_id",
                                "[1].customer_id",
                                "[1].movie_id",
                                "[1].rating_date"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"`` | empty", "nonsense | invalid-json", "{} {} | trailing-bytes", "7 | not-an-object"})
    void bodiesThatCannotBeReadAreProblems(String body, String code) {
        post("/", body).statusCode(400).contentType("application/problem+json").body("errors.code", contains(code));
    }

    @Test
    void whatTheFrameworkRefusesIsAProblemToo() {
        given().get("/no/such/path").then().statusCode(404).contentType("application/problem+json");
        given().delete("/eras").then().statusCode(405).contentType("application/problem+json");
        given().contentType("text/plain")
                .body(REPLACED_SYSTEMS_BODY)
                .post("/")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        post("/?explain=maybe", REPLACED_SYSTEMS_BODY).statusCode(400).body("errors.field", contains("explain"));
        post("/?explain", REPLACED_SYSTEMS_BODY).statusCode(400).body("errors.code", contains("missing"));
        post("/predictions?explain=", REPLACED_SYSTEMS_BODY).statusCode(400).body("errors.field", contains("explain"));
        post("/?explain=true&explain=true", REPLACED_SYSTEMS_BODY)
                .statusCode(400)
                .body("errors.code", contains("duplicate-field"));
        post("/?other&other=1", REPLACED_SYSTEMS_BODY).statusCode(200);
    }

    @Test
    void aggregatesOfUnknownIdsAreNotFoundAndIdsThatCannotExistAreInvalid() {
        for (String path : new String[] {"/customers/", "/movies/"}) {
            given().get(path + "9007199254740991").then().statusCode(404).contentType("application/problem+json");
            given().get(path + "9007199254740992").then().statusCode(400).contentType("application/problem+json");
            given().get(path + "abc").then().statusCode(400);
            given().get(path + "-1").then().statusCode(400);
        }
        given().get("/eras")
                .then()
                .statusCode(200)
                .body("era", contains("<1970", "70s and 80s", "90s and 2000s", "unknown"));
    }

    @Test
    void openApiShowsTheReplacedSystemsBody() {
        given().get("/q/openapi?format=json").then().statusCode(200).body(containsString("1044034"));
        given().get("/q/swagger-ui/").then().statusCode(200);
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json").body(body).post(path).then();
    }
}
