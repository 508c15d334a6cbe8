package dev.ratecast.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files below k8s/ against the Kubernetes API types, and against each other. */
class KubernetesManifestsTest {
    private static final Path FOLDER = Path.of("k8s");
    /** What ingestion and the memory are given to end. */
    private static final int THREADS_SECONDS = 15;

    private static final String EXAMPLE = ".example.yaml";

    @Test
    void theKustomizationListsEveryFileOnce() throws IOException {
        List<String> listed = strings(Manifest.object(Files.readString(FOLDER.resolve("kustomization.yaml")))
                .get("resources"));

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(resourceFiles());
    }

    @Test
    void everyFileIsValidForTheApiTypeItNames() {
        assertThat(manifests().keySet())
                .containsExactlyInAnyOrder(
                        "ServiceAccount",
                        "ConfigMap",
                        "Deployment",
                        "Service",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget",
                        "PersistentVolumeClaim",
                        "CronJob");
        assertThat(secrets()).extracting(Manifest::kind).containsExactly("Secret", "Secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readinessProbe:       | readynessProbe:       | The field `readynessProbe`",
                "runAsNonRoot:         | runAsNonroot:         | The field `runAsNonroot`",
                "memory: 2Gi           | memory: 2 gigabytes   | Unable to parse numeric part of quantity",
                "drop: .\"ALL\".         | drop: ALL             | Expected the field `drop` to be an array",
                "maxSurge: 1           | maxSurge: {}          | Expected the field `maxSurge` to be a primitive",
                "component: service    | component: 1          | component must be text",
                "runAsUser: 10001      | runAsNonRoot: false   | duplicate key runAsNonRoot",
                "kind: Deployment      | kind: Deploiment      | no API type for apps/v1 \"Deploiment\"",
                "apiVersion: apps/v1   | apiVersion: apps/v7   | no API type for apps/v7 \"Deployment\"",
            })
    void aMistakeIsRefused(String right, String wrong, String reason) throws IOException {
        String yaml = Files.readString(FOLDER.resolve("deployment.yaml"));
        String broken = yaml.replaceFirst(right, wrong);

        assertThat(broken).isNotEqualTo(yaml);
        assertThatThrownBy(() -> Manifest.parse(broken)).hasMessageContaining(reason);
    }

    @Test
    void selectorsMatchThePodsLabels() {
        Manifest deployment = manifests().get("Deployment");
        JsonElement labels = deployment.at("spec", "template", "metadata", "labels");

        assertThat(deployment.at("spec", "selector", "matchLabels")).isEqualTo(labels);
        assertThat(manifests().get("Service").at("spec", "selector")).isEqualTo(labels);
        assertThat(manifests().get("PodDisruptionBudget").at("spec", "selector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(deployment.at(
                        "spec", "template", "spec", "topologySpreadConstraints", 0, "labelSelector", "matchLabels"))
                .isEqualTo(labels);
        assertThat(trainingPod("metadata", "labels"))
                .as("a training pod gets no requests")
                .isNotEqualTo(labels);
    }

    @Test
    void portNamesExist() {
        List<String> names = elements(container("ports"))
                .map(port -> port.getAsJsonObject().get("name").getAsString())
                .toList();

        assertThat(names).containsExactly("http", "management");
        Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live")
                .forEach((probe, check) -> {
                    JsonObject get = container(probe).getAsJsonObject().getAsJsonObject("httpGet");
                    assertThat(get.get("port").getAsString()).isEqualTo("management");
                    assertThat(get.get("path").getAsString()).isEqualTo("/q/health/" + check);
                });
        assertThat(elements(manifests().get("Service").at("spec", "ports"))).allSatisfy(port -> assertThat(names)
                .contains(port.getAsJsonObject().get("targetPort").getAsString()));
    }

    @Test
    void everythingReferredToExists() {
        Map<String, Manifest> manifests = manifests();
        for (Manifest manifest : manifests.values()) {
            assertThat(named(manifest.everywhere("configMapRef"), "name"))
                    .allMatch(manifests.get("ConfigMap").name()::equals);
            assertThat(manifest.everywhere("serviceAccountName").map(JsonElement::getAsString))
                    .allMatch(manifests.get("ServiceAccount").name()::equals);
            assertThat(named(manifest.everywhere("persistentVolumeClaim"), "claimName"))
                    .allMatch(manifests.get("PersistentVolumeClaim").name()::equals);
            assertThat(manifest.everywhere("secretKeyRef").map(JsonElement::getAsJsonObject))
                    .allSatisfy(reference -> assertThat(secrets()).anySatisfy(secret -> {
                        assertThat(reference.get("name").getAsString()).isEqualTo(secret.name());
                        assertThat(secret.at("stringData").getAsJsonObject().keySet())
                                .contains(reference.get("key").getAsString());
                    }));
        }
        JsonObject scaled = manifests
                .get("HorizontalPodAutoscaler")
                .at("spec", "scaleTargetRef")
                .getAsJsonObject();
        assertThat(scaled.get("kind").getAsString()).isEqualTo("Deployment");
        assertThat(scaled.get("name").getAsString())
                .isEqualTo(manifests.get("Deployment").name());
    }

    @Test
    void theAdminIsOptionalAndTheDatabasesUserIsNot() {
        assertThat(elements(container("env"))
                        .map(JsonElement::getAsJsonObject)
                        .filter(variable -> variable.has("valueFrom")))
                .allSatisfy(variable -> assertThat(variable.getAsJsonObject("valueFrom")
                                .getAsJsonObject("secretKeyRef")
                                .has("optional"))
                        .isEqualTo(variable.get("name").getAsString().equals("RATECAST_ADMIN_TOKEN")));
    }

    @Test
    void containersAreLockedDown() {
        for (JsonElement spec :
                List.of(manifests().get("Deployment").at("spec", "template", "spec"), trainingPod("spec"))) {
            JsonObject pod = spec.getAsJsonObject();
            assertThat(pod.get("enableServiceLinks").getAsBoolean()).isFalse();
            assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
            assertThat(pod.getAsJsonObject("securityContext")
                            .get("runAsNonRoot")
                            .getAsBoolean())
                    .isTrue();
            Stream.of("containers", "initContainers")
                    .filter(pod::has)
                    .flatMap(containers -> elements(pod.get(containers)))
                    .map(JsonElement::getAsJsonObject)
                    .forEach(container -> {
                        JsonObject context = container.getAsJsonObject("securityContext");
                        assertThat(context.get("readOnlyRootFilesystem").getAsBoolean())
                                .isTrue();
                        assertThat(context.get("allowPrivilegeEscalation").getAsBoolean())
                                .isFalse();
                        assertThat(strings(
                                        context.getAsJsonObject("capabilities").get("drop")))
                                .containsExactly("ALL");
                        assertThat(container.getAsJsonObject("resources").has("limits"))
                                .isTrue();
                    });
        }
    }

    @Test
    void nothingThatIsAppliedAgainWithAnotherImageIsImmutable() {
        assertThat(manifests()).doesNotContainKeys("Job", "Pod");
    }

    @Test
    void trainingWaitsUntilAJobIsMadeOfIt() {
        assertThat(manifests().get("CronJob").at("spec", "suspend").getAsBoolean())
                .isTrue();
    }

    /** What serves learns from ratings of the same day too; the examples are bounded as its memory is. */
    @Test
    void trainingFitsWhatServes() {
        List<String> args = strings(trainingPod("spec", "initContainers", 0, "args"));

        assertThat(args).containsSubsequence("--within-day", "sequential").contains("--examples", "--publish");
    }

    /** A command says why it failed and ends with 1; a service that is out of memory has to go. */
    @Test
    void trainingRunsWithTheImagesOptionsButOutlivesAFullHeap() throws IOException {
        String image = Files.readString(Path.of("Dockerfile")).replaceFirst("(?s).*JDK_JAVA_OPTIONS=\"(.*?)\".*", "$1");
        assertThat(image).contains(" -XX:+ExitOnOutOfMemoryError ");

        assertThat(elements(trainingPod("spec", "initContainers", 0, "env")).map(JsonElement::getAsJsonObject))
                .filteredOn(variable -> variable.get("name").getAsString().equals("JDK_JAVA_OPTIONS"))
                .singleElement()
                .satisfies(variable -> assertThat(variable.get("value").getAsString())
                        .isEqualTo(image.replace("-XX:+ExitOnOutOfMemoryError ", "")));
    }

    @Test
    void podsGoToNodesThatTheNativeLibrariesAreFor() {
        JsonElement service = manifests().get("Deployment").at("spec", "template", "spec", "nodeSelector");

        assertThat(List.of(service, trainingPod("spec", "nodeSelector"))).allSatisfy(selector -> assertThat(
                        selector.getAsJsonObject().get("kubernetes.io/arch").getAsString())
                .isEqualTo("amd64"));
    }

    /** With a single one the JVM would not take the collector that the image's options are for. */
    @Test
    void theServiceCountsOnSomeProcessorsAndNotOnAllOfTheNodes() {
        assertThat(elements(container("env")).map(JsonElement::getAsJsonObject))
                .filteredOn(variable -> variable.get("name").getAsString().equals("JAVA_TOOL_OPTIONS"))
                .singleElement()
                .satisfies(variable -> assertThat(variable.get("value").getAsString())
                        .matches("-XX:ActiveProcessorCount=([2-9]|\\d\\d+)"));
    }

    @Test
    void aPodIsGivenTheTimeThatItTakesToStop() {
        int sleep = container("lifecycle")
                .getAsJsonObject()
                .getAsJsonObject("preStop")
                .getAsJsonObject("exec")
                .getAsJsonArray("command")
                .get(1)
                .getAsInt();
        Duration calls = Duration.parse("PT"
                + manifests()
                        .get("ConfigMap")
                        .at("data", "QUARKUS_SHUTDOWN_TIMEOUT")
                        .getAsString());
        int given = manifests()
                .get("Deployment")
                .at("spec", "template", "spec", "terminationGracePeriodSeconds")
                .getAsInt();

        assertThat(sleep + calls.toSeconds() + THREADS_SECONDS).isLessThan(given);
    }

    private static JsonElement trainingPod(Object... field) {
        return manifests()
                .get("CronJob")
                .at(Stream.concat(Stream.<Object>of("spec", "jobTemplate", "spec", "template"), Stream.of(field))
                        .toArray());
    }

    /** A field of the Deployment's container. */
    private static JsonElement container(String field) {
        return manifests().get("Deployment").at("spec", "template", "spec", "containers", 0, field);
    }

    /** The base's manifests by their kind, of which there is one each. */
    private static Map<String, Manifest> manifests() {
        return resourceFiles().stream()
                .map(file -> Manifest.read(FOLDER.resolve(file)))
                .collect(Collectors.toMap(Manifest::kind, Function.identity()));
    }

    private static List<String> resourceFiles() {
        return files().stream()
                .filter(name -> !name.equals("kustomization.yaml") && !name.endsWith(EXAMPLE))
                .toList();
    }

    /** The secrets that the base refers to and does not bring, as examples show them. */
    private static List<Manifest> secrets() {
        return files().stream()
                .filter(name -> name.endsWith(EXAMPLE))
                .map(file -> Manifest.read(FOLDER.resolve(file)))
                .toList();
    }

    private static List<String> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> named(Stream<JsonElement> references, String field) {
        return references.map(
                reference -> reference.getAsJsonObject().get(field).getAsString());
    }

    private static Stream<JsonElement> elements(JsonElement array) {
        return array.getAsJsonArray().asList().stream();
    }

    private static List<String> strings(JsonElement array) {
        return elements(array).map(JsonElement::getAsString).toList();
    }
}
