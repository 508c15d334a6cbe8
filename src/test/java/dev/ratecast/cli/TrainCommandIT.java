package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from end to end, with as little to fit as there can be. */
class TrainCommandIT {
    @TempDir
    Path folder;

    @Test
    void a_model_that_cannot_be_put_in_its_place_leaves_nothing_beside_it() throws IOException {
        Path dataset = folder.resolve("dataset");
        assertThat(RatecastCommand.commandLine()
                        .execute("generate", "--ratings", "400", "--output", dataset.toString()))
                .isZero();
        Path model = folder.resolve("models/model.zip");
        StringWriter err = new StringWriter();

        int exitCode = RatecastCommand.commandLine()
                .setOut(new PrintWriter(new TakenPlace(model)))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "train",
                        "--dataset",
                        dataset.toString(),
                        "--networks",
                        "1",
                        "--epochs",
                        "1",
                        "--output",
                        model.toString());

        assertThat(exitCode).as(err.toString()).isEqualTo(1);
        assertThat(err.toString()).contains("model.zip");
        assertThat(model.resolve("taken")).isDirectory();
        try (Stream<Path> left = Files.list(model.getParent())) {
            assertThat(left).containsExactly(model);
        }
    }

    /** Once anything is printed, which is after the place was looked at, a folder is where the model is to be. */
    private static final class TakenPlace extends StringWriter {
        private final Path place;

        TakenPlace(Path place) {
            this.place = place;
        }

        @Override
        public void write(String text, int offset, int length) {
            try {
                Files.createDirectories(place.resolve("taken"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
