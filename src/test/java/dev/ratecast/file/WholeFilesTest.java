package dev.ratecast.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
    @TempDir
    Path folder;

    @Test
    void a_file_takes_the_place_of_the_former_one() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "a longer former one");

        WholeFiles.write(file, out -> out.write('1'));

        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(file).hasContent("1");
        assertNothingElse(1);
    }

    @Test
    void files_appear_together() throws IOException {
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        try (WholeFiles files = new WholeFiles()) {
            files.add(a, out -> out.write('1'));
            files.add(b, out -> out.write('2'));
            assertThat(a).doesNotExist();
            assertThat(b).doesNotExist();

            files.appear();
        }

        assertThat(a).hasContent("1");
        assertThat(b).hasContent("2");
        assertNothingElse(2);
    }

    @Test
    void where_one_cannot_be_written_the_former_ones_stay_and_nothing_else() throws IOException {
        Path a = Files.writeString(folder.resolve("a"), "former");
        Path b = folder.resolve("b");

        assertThatThrownBy(() -> {
                    try (WholeFiles files = new WholeFiles()) {
                        files.add(a, out -> out.write('1'));
                        files.add(b, out -> {
                            out.write('2');
                            throw new IOException("no room");
                        });
                        files.appear();
                    }
                })
                .hasMessage("no room");

        assertThat(a).hasContent("former");
        assertNothingElse(1);
    }

    @Test
    void what_cannot_be_moved_is_not_left_beside() throws IOException {
        Path place = folder.resolve("place");
        Files.createDirectories(place.resolve("not empty"));

        assertThatThrownBy(() -> WholeFiles.write(place, out -> out.write('1'))).isInstanceOf(IOException.class);

        assertNothingElse(1);
    }

    private void assertNothingElse(int files) throws IOException {
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(files);
        }
    }
}
