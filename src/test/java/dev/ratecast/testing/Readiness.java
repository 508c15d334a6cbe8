package dev.ratecast.testing;

import static io.restassured.RestAssured.given;

import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits for the application under test: model and schema come up beside its start. */
public final class Readiness {
    private Readiness() {}

    /**
     * Waits until the service is ready.
     *
     * @param health the URL of its health checks
     */
    public static void await(String health) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> given().get(health + "/ready").statusCode() == 200);
    }
}
