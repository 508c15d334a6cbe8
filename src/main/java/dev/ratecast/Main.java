package dev.ratecast;

import dev.ratecast.cli.RatecastCommand;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The entry point of every command: {@code serve} (the default) and the ones that run without the service. */
@QuarkusMain
public final class Main {
    Main() {}

    public static void main(String... args) {
        int exitCode = RatecastCommand.commandLine().execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
