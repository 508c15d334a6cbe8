package dev.ratecast;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md names every package, table and guarantee, README.md a test for each of its own, and every link between documents leads somewhere. */
class ArchitectureDocsTest {
    private static final String DOCUMENT = "ARCHITECTURE.md";
    private static final Path SOURCES = Path.of("src/main/java/dev/ratecast");
    private static final Path GUARANTEES = Path.of("src/test/java/dev/ratecast/guarantees");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^([a-z0-9]+(?:/[a-z0-9]+)?)/ {2,}\\S");
    private static final Pattern RELATION = Pattern.compile("(?m)^create (?:table|view) (\\w+)");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+IT)`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void the_tree_names_every_package_and_no_other() throws IOException {
        Set<String> packages;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            packages = files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString())
                    .filter(name -> !name.isEmpty())
                    .collect(toCollection(TreeSet::new));
        }
        assertThat(found(PACKAGE, DocumentTables.text(DOCUMENT))).isEqualTo(packages);
    }

    @Test
    void every_table_and_view_is_described() throws IOException {
        StringBuilder migrations = new StringBuilder();
        for (Path migration : list(MIGRATIONS)) {
            migrations.append(Files.readString(migration));
        }
        assertThat(found(RELATION, migrations.toString())).isNotEmpty().allSatisfy(relation -> assertThat(
                        DocumentTables.text(DOCUMENT))
                .contains("`" + relation + "`"));
    }

    @Test
    void every_guarantee_is_named_with_its_test_and_no_other_test_is() throws IOException {
        assertThat(found(Pattern.compile("\\| `(\\w+IT)` \\|"), DocumentTables.text(DOCUMENT)))
                .isEqualTo(guaranteeTests());
    }

    @Test
    void every_guarantee_of_the_readme_names_a_test_that_exists() {
        String section =
                DocumentTables.text("README.md").split("\n## Guarantees")[1].split("\n## ")[0];
        List<String> guarantees = Stream.of(section.split("\n- "))
                .filter(item -> item.startsWith("**"))
                .toList();
        assertThat(guarantees).hasSizeGreaterThan(10).allSatisfy(guarantee -> assertThat(found(NAMED_TEST, guarantee))
                .isNotEmpty()
                .isSubsetOf(guaranteeTests()));
    }

    private static Set<String> guaranteeTests() throws IOException {
        return list(GUARANTEES).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void links_between_documents_lead_somewhere() {
        for (Path document : DocumentTables.all()) {
            assertThat(found(LINK, DocumentTables.text(document.toString())))
                    .as("links in %s", document)
                    .allSatisfy(
                            link -> assertThat(document.resolveSibling(link)).exists());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
