package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the memory of this replica held at one moment, summed up.
 *
 * @param topicId the id of the topic that it follows, null where there is none
 * @param positions the next offset by partition
 * @param allByEra all ratings by era index, withdrawn ones left out
 * @param rows how many rows it has, withdrawn ones included
 * @param checksum their {@link RatingsChecksum}
 */
public record MemoryStanding(
        @Nullable String topicId, Map<Integer, Long> positions, List<Tally> allByEra, long rows, String checksum) {
    public MemoryStanding {
        positions = Map.copyOf(positions);
        allByEra = List.copyOf(allByEra);
    }
}
