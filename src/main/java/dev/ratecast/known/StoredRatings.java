package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.Replay;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The system of record, as a home that is filled from it sees it. */
public interface StoredRatings {
    /**
     * How far a partition is applied.
     *
     * @param topicId the id that Kafka gave the topic when it was created
     * @param nextOffset the first offset that is not applied
     */
    record Position(String topicId, long nextOffset) {}

    /**
     * How the store stands at one moment.
     *
     * @param positions by partition; none for a partition that nobody has read yet
     * @param allByEra all stored ratings by era index, withdrawn ones left out
     * @param replayed the dead letters whose replay has had its effect
     * @param replays the records by which, as far as the store knows them: such a record counts wherever it is read again
     */
    record Standing(
            Map<Integer, Position> positions, List<Tally> allByEra, Set<DeadLetterId> replayed, Set<Replay> replays) {
        public Standing {
            replayed = Set.copyOf(replayed);
            replays = Set.copyOf(replays);
            positions = Map.copyOf(positions);
            allByEra = List.copyOf(allByEra);
        }
    }

    /**
     * How the store stands.
     *
     * @throws KnownRatingsUnavailableException where the store does not answer; a retry may help
     */
    Standing standing(String topic);

    /**
     * How much is stored. Customers are counted one by one, which takes a fraction of a second a million.
     *
     * @throws KnownRatingsUnavailableException where the store does not answer; a retry may help
     */
    KnownSize size();

    /**
     * Copies every movie and rating, withdrawn ones included, from one snapshot.
     *
     * @param into empty
     * @return how the store stood in that snapshot
     * @throws KnownRatingsUnavailableException where the store does not answer; a retry with an empty home may help
     */
    Standing copy(String topic, RatingsSink into);
}
