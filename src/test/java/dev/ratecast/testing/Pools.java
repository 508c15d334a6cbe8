package dev.ratecast.testing;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The service's pool on a test's database: connections come back in the state in which they were left, broken ones not at all. */
public final class Pools {
    private Pools() {}

    /**
     * A pool of so many connections.
     *
     * @param database one of {@link Servers#newMigratedDatabase}
     */
    public static AgroalDataSource of(DataSource database, int size) throws SQLException {
        return of(database, size, Duration.ofMillis(300));
    }

    /** A pool in which a connection is waited for so long. */
    public static AgroalDataSource of(DataSource database, int size, Duration patience) throws SQLException {
        String url = String.valueOf(((PGSimpleDataSource) database).getUrl());
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(patience)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(connections -> connections
                                .jdbcUrl(url)
                                .principal(new NamePrincipal("ratecast"))
                                .credential(new SimplePassword("ratecast")))));
    }
}
