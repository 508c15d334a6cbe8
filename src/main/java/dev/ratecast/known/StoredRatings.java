package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.Replay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The system of record, as a home that is filled from it sees it. */
public interface StoredRatings {
    /**
     * How far a partition is applied.
     *
     * @param topicId the id that Kafka gave the topic when it was created
     * @param nextOffset the first offset that is not applied
     * @param leaderEpoch under which the broker wrote the record before {@code nextOffset}; null where that is not known
     */
    record Position(String topicId, long nextOffset, @Nullable Integer leaderEpoch) {}

    /**
     * How the store stands at one moment.
     *
     * @param positions by partition; none for a partition that nobody has read yet
     * @param allByEra all stored ratings by era index, withdrawn ones left out
     */
    record Standing(Map<Integer, Position> positions, List<Tally> allByEra) {
        public Standing {
            positions = Map.copyOf(positions);
            allByEra = List.copyOf(allByEra);
        }
    }

    /**
     * What a reader has to know to go on from there.
     *
     * @param replayed the dead letters whose replay has had its effect
     * @param replays the records by which, as far as the store knows them: such a record counts wherever it is read again
     */
    record Beginning(Standing standing, Set<DeadLetterId> replayed, Set<Replay> replays) {
        public Beginning {
            replayed = Set.copyOf(replayed);
            replays = Set.copyOf(replays);
        }
    }

    /**
     * How the store stands.
     *
     * @throws KnownRatingsUnavailableException where the store does not answer; a retry may help
     */
    Standing standing(String topic);

    /**
     * How the store stands, with all that reading on from there takes.
     *
     * @throws KnownRatingsUnavailableException where the store does not answer; a retry may help
     */
    Beginning beginning(String topic);

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
     * @return how the store stood in that snapshot, for reading on from there
     * @throws KnownRatingsUnavailableException where the store does not answer; a retry with an empty home may help
     */
    Beginning copy(String topic, RatingsSink into);
}
