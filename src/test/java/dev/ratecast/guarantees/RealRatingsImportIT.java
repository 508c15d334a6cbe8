package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.dataset.RatingRules;
import dev.ratecast.dataset.kafka.DatasetImporter;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.RealData;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** 108,870 real ratings, imported: once, again, and shuffled into another system with two consumers. */
class RealRatingsImportIT {
    private static final int RATINGS = 108_870;

    @Test
    void every_rating_arrives_every_aggregate_equals_a_recount_of_the_file_and_order_does_not_matter()
            throws Exception {
        Path folder = RealData.at("netflix-prize-medium");
        Dataset dataset = Dataset.load(
                DatasetSource.of(folder),
                null,
                new RatingRules(RatingScale.WHOLE_STARS, Instant.now().getEpochSecond()),
                (rows, read, total) -> {});
        assertThat(dataset.size()).isEqualTo(RATINGS);
        Map<String, List<String>> inOrder;
        try (IngestionUnderTest ingestion = new IngestionUnderTest(6)) {
            ingestion.startConsumer();
            send(ingestion, dataset, dataset.timeOrder());
            inOrder = Tables.contents(ingestion.dataSource());
            assertThat(inOrder.get("rating")).hasSize(RATINGS);
            assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
            assertThat(inOrder.get("movie_aggregate")).isEqualTo(recount(dataset, true));
            assertThat(inOrder.get("customer_aggregate")).isEqualTo(recount(dataset, false));

            Map<String, List<String>> once = Tables.everything(ingestion.dataSource());
            send(ingestion, dataset, dataset.timeOrder());
            assertThat(Tables.everything(ingestion.dataSource())).isEqualTo(once);
        }
        try (IngestionUnderTest other = new IngestionUnderTest(6)) {
            other.startConsumer();
            other.startConsumer();
            send(other, dataset, dataset.shuffledOrder(17));
            assertThat(Tables.contents(other.dataSource())).isEqualTo(inOrder);
        }
    }

    private static void send(IngestionUnderTest ingestion, Dataset dataset, int[] order) {
        new DatasetImporter(new HashMap<>(Servers.kafka()), ingestion.topic())
                .send(dataset, order, DatasetImporter.Progress.NONE);
        ingestion.awaitApplied();
    }

    /** Count and sum straight from the rows of the file, in the form that {@link Tables} gives them. */
    private static List<String> recount(Dataset dataset, boolean byMovie) {
        Map<Long, int[]> tallies = new TreeMap<>();
        for (int row = 0; row < dataset.size(); row++) {
            int[] tally =
                    tallies.computeIfAbsent(byMovie ? dataset.movie(row) : dataset.customer(row), id -> new int[2]);
            tally[0]++;
            tally[1] += dataset.units(row);
        }
        return tallies.entrySet().stream()
                .map(entry -> entry.getKey() + "|" + entry.getValue()[0] + "|" + entry.getValue()[1] + "|")
                .sorted()
                .toList();
    }
}
