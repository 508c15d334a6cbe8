package dev.ratecast.testing;

import dev.ratecast.embedded.EmbeddedDatabase;
import dev.ratecast.embedded.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/** A broker that speaks TLS and wants a password, and a Postgres that speaks TLS; the application is pointed at them. */
public final class EncryptedServers implements QuarkusTestResourceLifecycleManager {
    /** System properties under which tests find the servers: Quarkus loads them in a class loader of its own. */
    public static final String BROKER = "test.encrypted.broker";

    public static final String DATABASE = "test.encrypted.database";
    public static final String TRUSTED = "test.encrypted.trusted";

    /** The bearer token of the admin. */
    public static final String ADMIN_TOKEN = "admin-of-the-tests";

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private Path folder;
    private EmbeddedKafka kafka;
    private EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("ratecast-encrypted-");
            Certificate certificate = Certificate.make(folder);
            int port = freePort();
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), port, broker(certificate, port, freePort()));
            database = EmbeddedDatabase.start(
                    folder.resolve("postgres"),
                    freePort(),
                    Map.of(
                            "ssl",
                            "on",
                            "ssl_cert_file",
                            certificate.certificate().toString(),
                            "ssl_key_file",
                            certificate.key().toString()));
            System.setProperty(BROKER, kafka.bootstrapServers());
            System.setProperty(DATABASE, database.jdbcUrl());
            System.setProperty(TRUSTED, certificate.certificate().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> configuration = new HashMap<>();
        client("ratecast", "of-ratecast", System.getProperty(TRUSTED))
                .forEach((key, value) -> configuration.put("kafka." + key, value));
        configuration.put("quarkus.datasource.jdbc.url", jdbcUrl(System.getProperty(TRUSTED)));
        configuration.put("quarkus.datasource.username", "ratecast");
        configuration.put("quarkus.datasource.password", "ratecast");
        configuration.put("ratecast.admin.token", ADMIN_TOKEN);
        configuration.put("ratecast.kafka.create-topics", "true");
        configuration.put("ratecast.model.location", "classpath:sample/model.zip");
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("quarkus.management.test-port", "0");
        return configuration;
    }

    @Override
    public void stop() {
        kafka.close();
        database.close();
        Folders.delete(folder);
    }

    /** Settings of a Kafka client that trusts a certificate and logs in. */
    public static Map<String, String> client(String user, String password, String trusted) {
        return Map.of(
                "bootstrap.servers",
                System.getProperty(BROKER),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                PLAIN + "username=\"" + user + "\" password=\"" + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted);
    }

    /** The database's URL for a client that trusts a certificate. */
    public static String jdbcUrl(String trusted) {
        return System.getProperty(DATABASE) + "?sslmode=verify-full&sslrootcert=" + trusted;
    }

    private static Map<String, String> broker(Certificate certificate, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        settings.put("listeners", "SASL_SSL://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        settings.put("advertised.listeners", "SASL_SSL://localhost:" + port);
        settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "SASL_SSL");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                PLAIN + "username=\"broker\" password=\"of-the-broker\" user_broker=\"of-the-broker\""
                        + " user_ratecast=\"of-ratecast\";");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", certificate.keyStore().toString());
        settings.put("ssl.keystore.password", Certificate.PASSWORD);
        settings.put("ssl.key.password", Certificate.PASSWORD);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificate.certificate().toString());
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
