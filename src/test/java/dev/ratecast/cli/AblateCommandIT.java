package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from end to end, with as little to fit as there can be. */
class AblateCommandIT {
    @TempDir
    Path folder;

    @Test
    void the_costs_of_one_seed_have_no_spread() {
        assertThat(RatecastCommand.commandLine().execute("generate", "--ratings", "400", "--output", folder.toString()))
                .isZero();
        StringWriter out = new StringWriter();

        int exitCode = RatecastCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("ablate", "--dataset", folder.toString(), "--networks", "1", "--epochs", "1");

        assertThat(exitCode).isZero();
        List<String> costs = out.toString()
                .lines()
                .filter(line -> line.startsWith("| ") && !line.contains("nothing") && !line.contains("left out"))
                .toList();
        assertThat(costs).hasSizeGreaterThan(20).allSatisfy(line -> assertThat(line)
                .endsWith(" – |"));
    }
}
