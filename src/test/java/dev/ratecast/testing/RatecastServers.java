package dev.ratecast.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Points the application under test at the test servers, with a database of its own and a small model. */
public final class RatecastServers implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers", Servers.bootstrapServers(),
                "quarkus.datasource.jdbc.url", Servers.newDatabase(),
                "quarkus.datasource.username", "ratecast",
                "quarkus.datasource.password", "ratecast",
                "ratecast.kafka.create-topics", "true",
                "ratecast.model.location", "classpath:sample/model.zip",
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0");
    }

    @Override
    public void stop() {
        // the servers stop with the JVM
    }
}
