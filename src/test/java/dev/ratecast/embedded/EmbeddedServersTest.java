package dev.ratecast.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clearing a state folder takes away what runs left there, and nobody else's files. */
class EmbeddedServersTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_that_no_run_has_used_stays_as_it_is() throws IOException {
        Path precious = write("postgres/precious.txt");

        EmbeddedServers.clear(folder);

        assertThat(precious).exists();
    }

    @Test
    void of_a_state_folder_only_what_is_somebody_elses_stays() throws IOException {
        StateLock.take(folder).close();
        Path data = write("postgres/base/1");
        Path log = write("kafka/ratings-0/0.log");
        Path snapshot = write("known/known-ratings.snapshot");
        Path endpoints = write(EmbeddedServers.ENDPOINTS_FILE);
        Path sample = write(EmbeddedServers.SAMPLE_FILE);
        Path precious = write("sub/precious.txt");

        EmbeddedServers.clear(folder);

        assertThat(folder).isDirectoryContaining("glob:**/sub");
        assertThat(precious).exists();
        assertThat(data).doesNotExist();
        assertThat(log).doesNotExist();
        assertThat(snapshot).doesNotExist();
        assertThat(endpoints).doesNotExist();
        assertThat(sample).doesNotExist();
        assertThat(folder.resolve(StateLock.FILE)).doesNotExist();
    }

    @Test
    void a_state_folder_with_nothing_else_in_it_goes() throws IOException {
        Path state = folder.resolve("state");
        StateLock.take(state).close();

        EmbeddedServers.clear(state);

        assertThat(state).doesNotExist();
    }

    @Test
    void a_folder_in_use_is_not_cleared() throws IOException {
        Path data = write("postgres/base/1");
        try (StateLock running = StateLock.take(folder)) {
            assertThatThrownBy(() -> EmbeddedServers.clear(folder)).isInstanceOf(StateInUseException.class);
            assertThat(running).isNotNull();
        }
        assertThat(data).exists();
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "something");
    }
}
