package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.known.ObviousKnownRatings;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.rating.config.RatingConfig;
import dev.ratecast.testing.Settings;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownServiceTest {
    @TempDir
    private Path folder;

    @Test
    void a_start_without_a_memory_deletes_what_one_with_a_memory_left() throws Exception {
        Path left = Files.writeString(folder.resolve("known-ratings.snapshot"), "someone who may be erased tomorrow");
        Path unfinished = Files.writeString(folder.resolve("known-ratings.snapshot.part"), "so may this one");
        RatingConfig rating = Settings.of(RatingConfig.class, Map.of());
        KnownConfig known = Settings.of(
                KnownConfig.class,
                Map.of("ratecast.known.source", "postgres", "ratecast.known.snapshot.folder", folder.toString()));
        try (AgroalDataSource unused = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .connectionFactoryConfiguration(
                                server -> server.jdbcUrl("jdbc:postgresql://localhost:1/none"))))) {
            KnownService service = new KnownService(
                    Map.of(),
                    known,
                    Settings.of(IngestionConfig.class, Map.of()),
                    rating,
                    rating.toScale(),
                    rating.toEras(),
                    unused,
                    new ServedKnownRatings(
                            new ObviousKnownRatings(rating.toScale(), rating.toEras(), rating.effectiveNeighborGap())),
                    new SimpleMeterRegistry());

            service.start();
        }

        assertThat(left).doesNotExist();
        assertThat(unfinished).doesNotExist();
    }
}
