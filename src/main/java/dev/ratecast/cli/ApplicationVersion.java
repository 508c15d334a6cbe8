package dev.ratecast.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the artifact. */
final class ApplicationVersion implements IVersionProvider {
    private static final String FILE = "version.txt";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream in = ApplicationVersion.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the artifact");
            }
            return new String[] {"ratecast " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()};
        }
    }
}
