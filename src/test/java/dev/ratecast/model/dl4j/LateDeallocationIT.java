package dev.ratecast.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory is not freed under the operation that uses it. */
class LateDeallocationIT {
    @TempDir
    private Path folder;

    @Test
    void garbage_collection_in_the_middle_of_an_operation_does_not_end_the_process() throws Exception {
        Path log = folder.resolve("log");
        int exitCode = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectedMeanwhile.class.getName(),
                        "10"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();

        assertThat(exitCode).as(Files.readString(log)).isZero();
    }
}
