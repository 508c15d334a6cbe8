package dev.ratecast.cli;

import dev.ratecast.feature.FeatureChoice;
import dev.ratecast.feature.FeatureSchema;
import dev.ratecast.ingestion.postgres.Installation;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.Eras;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The features that the replicas of an installation compute: a model of others would be refused by them. */
final class InstallationSchema {
    private InstallationSchema() {}

    /** By the settings that the installation's first start stored; empty where it has never started. */
    static Optional<FeatureSchema> stored(DataSource dataSource) {
        try {
            return Installation.basis(dataSource)
                    .map(basis -> schema(new FeatureSettings(
                            basis.scale(),
                            eras(basis.eraBoundaries()),
                            NeighborRule.of(basis.scale(), basis.neighborGap()))));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot read the installation's settings from Postgres: " + e.getMessage(), e);
        }
    }

    /** Eras of these years; what they are called makes no difference to features. */
    private static Eras eras(List<Integer> boundaries) {
        return new Eras(
                boundaries,
                IntStream.rangeClosed(0, boundaries.size())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    /** The stored one; where the installation has never started, that of the settings configured here. */
    static FeatureSchema of(DataSource dataSource) {
        return stored(dataSource).orElseGet(() -> schema(FeatureSettings.configured()));
    }

    private static FeatureSchema schema(FeatureSettings settings) {
        return settings.assembler(FeatureChoice.ALL).schema();
    }
}
