package dev.ratecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The project's Markdown documents, as the tests that hold them against the code read them. */
final class DocumentTables {
    private DocumentTables() {}

    static String text(String document) {
        try {
            return Files.readString(Path.of(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every Markdown document of the project, at the top level and below docs/. */
    static List<Path> all() {
        try (Stream<Path> top = Files.list(Path.of("."));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cells of every table row whose first cell is code, without the marks of code around single words. */
    static List<List<String>> rows(String document) {
        return text(document)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(cell -> cell.strip().replace("\\|", "|"))
                        .map(cell -> cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell)
                        .toList())
                .toList();
    }
}
