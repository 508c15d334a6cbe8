package dev.ratecast.guarantees;

import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureAssemblers;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Wanted;
import dev.ratecast.known.postgres.PostgresKnownRatings;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.ReplacedSystemRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The replaced system's own features come out of Postgres, after its ratings came in through Kafka. */
class FeaturesOfTheReplacedSystemIT {
    @Test
    void base_features_agree_to_1e_9_on_all_481_ratings_up_to_2003() throws Exception {
        List<ReplacedSystemRow> rows = ReplacedSystemRow.read();
        try (IngestionUnderTest ingestion = new IngestionUnderTest(6)) {
            ingestion.startConsumer();
            for (ReplacedSystemRow row : rows) {
                long customer = row.question().customer().value();
                ingestion.send(
                        customer,
                        "{\"customer_id\":%d,\"movie_id\":%s,\"rating\":%d,\"rating_date\":\"%s\",\"release_year\":%d}"
                                .formatted(customer, row.question().movie(), row.rating(), row.date(), row.year()));
            }
            ingestion.awaitApplied();

            NeighborRule rule = NeighborRule.byDefault(IngestionUnderTest.SCALE);
            List<KnownFacts> facts = new PostgresKnownRatings(
                            ingestion.dataSource(), IngestionUnderTest.SCALE, IngestionUnderTest.ERAS, rule)
                    .facts(rows.stream().map(ReplacedSystemRow::question).toList(), Wanted.NO_LISTS);
            FeatureAssembler assembler = FeatureAssemblers.of(IngestionUnderTest.SCALE, IngestionUnderTest.ERAS);
            for (int i = 0; i < rows.size(); i++) {
                ReplacedSystemRow row = rows.get(i);
                row.assertEqualTo(assembler.base(facts.get(i), new Occasion(row.ratedAt(), row.year(), null)));
            }
        }
    }
}
