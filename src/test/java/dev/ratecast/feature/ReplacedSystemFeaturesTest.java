package dev.ratecast.feature;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Wanted;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.ReplacedSystemRow;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The base features are those of the replaced system, on its own 481 ratings up to 2003. */
class ReplacedSystemFeaturesTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;

    @Test
    void base_features_equal_the_replaced_systems_output() throws IOException {
        List<ReplacedSystemRow> rows = ReplacedSystemRow.read();
        MemoryKnownRatings known = new MemoryKnownRatings(SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE));
        rows.forEach(row -> known.apply(row.event()));
        FeatureAssembler assembler = FeatureAssemblers.of(SCALE, Eras.DEFAULT);

        for (ReplacedSystemRow row : rows) {
            row.assertEqualTo(assembler.base(
                    known.facts(List.of(row.question()), Wanted.NO_LISTS).get(0),
                    new Occasion(row.ratedAt(), row.year(), null)));
        }
    }
}
