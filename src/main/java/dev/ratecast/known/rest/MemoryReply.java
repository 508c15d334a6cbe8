package dev.ratecast.known.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.MemoryStanding;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the memory holds, as JSON.
 *
 * @param offsets the next offset by partition
 * @param rows with withdrawn ratings
 */
record MemoryReply(
        @JsonProperty("topic_id") @Nullable String topicId,
        Map<Integer, Long> offsets,
        List<EraTally> eras,
        long rows,
        String checksum) {

    /** An era that has ratings. */
    record EraTally(String era, @JsonProperty("rating_count") long count, @JsonProperty("rating_sum") BigDecimal sum) {}

    static MemoryReply of(MemoryStanding standing, Eras eras, RatingScale scale) {
        List<EraTally> tallies = new ArrayList<>();
        for (int era = 0; era < eras.count(); era++) {
            Tally tally = standing.allByEra().get(era);
            if (!tally.isZero()) {
                tallies.add(new EraTally(eras.all().get(era).name(), tally.count(), scale.starsOf(tally.sum())));
            }
        }
        return new MemoryReply(standing.topicId(), standing.positions(), tallies, standing.rows(), standing.checksum());
    }
}
