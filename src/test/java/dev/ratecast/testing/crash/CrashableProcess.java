package dev.ratecast.testing.crash;

import dev.ratecast.testing.Servers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** An {@link IngestingProcess} as a test holds it. */
public final class CrashableProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;
    private final PrintWriter input;
    private final Set<String> reached = new TreeSet<>();

    /** Starts the process; it does nothing before {@link #begin}. */
    public CrashableProcess(String jdbcUrl, String topic, String deadLetterTopic, String group, Path log)
            throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        IngestingProcess.class.getName(),
                        Servers.bootstrapServers(),
                        jdbcUrl,
                        topic,
                        deadLetterTopic,
                        group))
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Has it consume, as a new member of its group. */
    public void begin() {
        input.println("begin");
    }

    /** Names the step to halt at; returns once the process knows. */
    public void haltAt(String step) throws IOException {
        input.println(step);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("armed " + step)) {
                return;
            }
            note(line);
        }
        throw new IllegalStateException("the process ended before it was told where to halt");
    }

    /** Waits until the process has ended, and says whether it was by halting. */
    public boolean hasHalted() throws InterruptedException {
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == Steps.KILLED;
    }

    /** Ends the process, and gives the steps that it reached. */
    public Set<String> end() throws IOException, InterruptedException {
        // By its handle, because the process would close the output that is not read yet.
        process.toHandle().destroyForcibly();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            note(line);
        }
        return reached;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void note(String line) {
        if (line.startsWith(IngestingProcess.REACHED)) {
            reached.add(line.substring(IngestingProcess.REACHED.length()));
        }
    }
}
