package dev.ratecast.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Points the application under test at the test servers, with a database of its own and the bundled model, or another.
 * An empty argument {@code admin-token} leaves it without an admin; arguments with a dot are configuration keys.
 */
public final class RatecastServers implements QuarkusTestResourceLifecycleManager {
    /** The bearer token of the admin. */
    public static final String ADMIN_TOKEN = "admin-of-the-tests";

    private String model = "classpath:sample/model.zip";
    private String adminToken = ADMIN_TOKEN;
    private final Map<String, String> further = new HashMap<>();

    @Override
    public void init(Map<String, String> arguments) {
        model = arguments.getOrDefault("model", model);
        adminToken = arguments.getOrDefault("admin-token", adminToken);
        arguments.forEach((key, value) -> {
            if (key.contains(".")) {
                further.put(key, value);
            }
        });
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", Servers.bootstrapServers(),
                "quarkus.datasource.jdbc.url", Servers.newDatabase(),
                "quarkus.datasource.username", "ratecast",
                "quarkus.datasource.password", "ratecast",
                "ratecast.kafka.create-topics", "true",
                "ratecast.model.location", model,
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0"));
        if (!adminToken.isEmpty()) {
            configuration.put("ratecast.admin.token", adminToken);
        }
        configuration.putAll(further);
        return configuration;
    }

    @Override
    public void stop() {
        // the servers stop with the JVM
    }
}
