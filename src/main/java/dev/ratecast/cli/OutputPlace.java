package dev.ratecast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a command is to write: looked at before a long run rather than after it. */
final class OutputPlace {
    private OutputPlace() {}

    /**
     * Makes a folder where it is missing, and sees that files can be made in it.
     *
     * @param option that names the folder
     * @throws ParameterException where it is a file
     * @throws IOException where nothing can be written there
     */
    static void requireFolder(CommandSpec command, String option, Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ParameterException(command.commandLine(), option + " names a file, not a folder: " + folder);
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "ratecast", ".unfinished"));
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "it cannot be made" : FaultText.of(e);
            throw new IOException("cannot write into the folder " + folder + " (" + option + "): " + why, e);
        }
    }

    /**
     * Sees that nothing is overwritten unasked.
     *
     * @param force whether a file that is there may be overwritten
     * @throws IOException where one is there and may not
     */
    static void requireFree(Path file, boolean force) throws IOException {
        if (!force && Files.exists(file)) {
            throw new IOException(file + " is there already; --force overwrites it");
        }
    }

    /**
     * Makes the folder of a file where it is missing, and sees that files can be made in it.
     *
     * @param option that names the file
     * @throws ParameterException where it is a folder
     * @throws IOException where nothing can be written there
     */
    static void requireFile(CommandSpec command, String option, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ParameterException(command.commandLine(), option + " names a folder, not a file: " + file);
        }
        requireFolder(command, option, file.toAbsolutePath().normalize().resolveSibling(""));
    }
}
