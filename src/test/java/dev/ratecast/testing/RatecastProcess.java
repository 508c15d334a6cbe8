package dev.ratecast.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged application as a process of its own, on free ports, which a test may kill, freeze and stop. */
public final class RatecastProcess implements AutoCloseable {
    private static final Path ARTIFACT = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile(
            "Listening on: http://[^:]+:(\\d+)\\. Management interface listening on http://[^:]+:(\\d+)");
    private static final int REST = 0;
    private static final int MANAGEMENT = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final Path log;
    private volatile List<String> ports = List.of();

    private RatecastProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code serve}; does not wait.
     *
     * @param configuration as system properties, beside those of where it listens
     * @param name names the file below {@code target/processes} to which what the process says is added
     */
    public static RatecastProcess start(Map<String, String> configuration, String name) {
        List<String> properties = new ArrayList<>();
        configuration.forEach((key, value) -> properties.add("-D" + key + "=" + value));
        properties.add("-Dquarkus.http.host=127.0.0.1");
        properties.add("-Dquarkus.management.host=127.0.0.1");
        properties.add("-Dquarkus.http.port=0");
        properties.add("-Dquarkus.management.port=0");
        Path log = log(name);
        return new RatecastProcess(launch(properties, Map.of(), log, "serve"), log);
    }

    /** Starts {@code serve --embedded} on loopback, as the README has it; does not wait. */
    public static RatecastProcess startEmbedded(Path stateFolder, String name) {
        Path log = log(name);
        List<String> properties = List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.management.host=127.0.0.1");
        return new RatecastProcess(
                launch(properties, Map.of(), log, "serve", "--embedded", "--state-dir", stateFolder.toString()), log);
    }

    /** Runs a command to its end, and gives its exit code. */
    public static int run(Map<String, String> configuration, String name, String... command)
            throws InterruptedException {
        List<String> properties = new ArrayList<>();
        configuration.forEach((key, value) -> properties.add("-D" + key + "=" + value));
        return launch(properties, Map.of(), log(name), command).waitFor();
    }

    /** The same with the configuration in environment variables, as {@code KAFKA_SECURITY_PROTOCOL}. */
    public static int runByVariables(Map<String, String> configuration, String name, String... command)
            throws InterruptedException {
        Map<String, String> variables = new HashMap<>();
        configuration.forEach(
                (key, value) -> variables.put(key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return launch(List.of(), variables, log(name), command).waitFor();
    }

    /** All that the commands that were run under a name have said. */
    public static String said(String name) throws IOException {
        return Files.readString(log(name));
    }

    /** Waits until the process listens; what it needs may still be away. */
    public RatecastProcess awaitListening() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || LISTENING.matcher(log()).find());
        if (!process.isAlive()) {
            throw new IllegalStateException("the process has ended: " + log());
        }
        return this;
    }

    /** Waits until the process reads a partition of the ratings topic. */
    public RatecastProcess awaitReading() {
        awaitListening();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> log().contains(
                        "reads-from="));
        return this;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that the process has said. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the REST port. */
    public String url() {
        return url(REST);
    }

    /** A call to the REST port. */
    public HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(REST, method, path, body, headers);
    }

    /** What health, metrics and the like answer on the management port. */
    public HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return send(MANAGEMENT, "GET", path, "");
    }

    /** The most memory that the process ever had; 0 where the system does not tell. */
    public long peakResidentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .sum();
        }
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Freezes the process: it keeps its connections, and does nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process go on. */
    public void thaw() {
        signal("CONT");
    }

    /** Asks the process to end, and gives how long it took, or null where it did not end in time. */
    public Duration stop(Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        process.destroy();
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? Duration.ofNanos(System.nanoTime() - begun)
                : null;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private HttpResponse<String> send(int port, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(port) + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String url(int port) {
        if (ports.isEmpty()) {
            Matcher listening = LISTENING.matcher(log());
            if (!listening.find()) {
                throw new IllegalStateException("the process does not listen yet");
            }
            ports = List.of(listening.group(1), listening.group(2));
        }
        return "http://127.0.0.1:" + ports.get(port);
    }

    private void signal(String name) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path log(String name) {
        try {
            return Files.createDirectories(Path.of("target/processes")).resolve(name + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(List<String> properties, Map<String, String> variables, Path log, String... command) {
        if (!Files.exists(ARTIFACT)) {
            throw new IllegalStateException(ARTIFACT + " is not there; package the application first");
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
        line.addAll(properties);
        line.addAll(List.of("-jar", ARTIFACT.toString()));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().putAll(variables);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
