package dev.ratecast.cli;

import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where Postgres listens: the service's own configuration, else what a running embedded instance wrote down. */
@Command // picocli takes no mixin without an annotation
final class DatabaseAddress {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USER = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Connections to the database; wrong usage where nothing names one. */
    DataSource find(EmbeddedInstance embedded) {
        Config config = ConfigProvider.getConfig();
        return read(key -> config.getOptionalValue(key, String.class))
                .or(() -> read(embedded::endpoint))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "No database is known: configure " + URL + " (QUARKUS_DATASOURCE_JDBC_URL), " + USER + " and "
                                + PASSWORD + ", or start the embedded instance (" + embedded.endpointsFile()
                                + " is not there)"));
    }

    private Optional<DataSource> read(Function<String, Optional<String>> values) {
        return values.apply(URL).map(url -> {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            try {
                dataSource.setUrl(url);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), URL + " is no address of Postgres: " + url, e);
            }
            values.apply(USER).ifPresent(dataSource::setUser);
            values.apply(PASSWORD).ifPresent(dataSource::setPassword);
            dataSource.setApplicationName("ratecast-command");
            return dataSource;
        });
    }
}
