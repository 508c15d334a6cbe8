package dev.ratecast.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Points the application under test at the test servers, with a database of its own and the bundled model, or another. */
public final class RatecastServers implements QuarkusTestResourceLifecycleManager {
    private String model = "classpath:sample/model.zip";

    @Override
    public void init(Map<String, String> arguments) {
        model = arguments.getOrDefault("model", model);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers", Servers.bootstrapServers(),
                "quarkus.datasource.jdbc.url", Servers.newDatabase(),
                "quarkus.datasource.username", "ratecast",
                "quarkus.datasource.password", "ratecast",
                "ratecast.kafka.create-topics", "true",
                "ratecast.model.location", model,
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0");
    }

    @Override
    public void stop() {
        // the servers stop with the JVM
    }
}
