package dev.ratecast.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that an option or a parameter names, and a command reads. */
final class InputFile {
    private InputFile() {}

    /**
     * The file's content.
     *
     * @throws IOException naming the file where it is missing, a folder, or not to be read
     */
    static byte[] read(Path file) throws IOException {
        require(file);
        return Files.readAllBytes(file);
    }

    /** @throws IOException naming the file where it is missing, a folder, or not to be read */
    static void require(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "a folder, not a file");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isReadable(file)) {
            throw new FileSystemException(file.toString(), null, "may not be read");
        }
    }
}
