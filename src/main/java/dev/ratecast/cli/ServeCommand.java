package dev.ratecast.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the service until it is stopped. */
@Command(name = "serve", description = "Run the service (the default command).", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Quarkus.run();
        return 0;
    }
}
