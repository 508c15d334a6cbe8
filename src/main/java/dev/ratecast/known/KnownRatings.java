package dev.ratecast.known;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import java.util.List;

/** What is known: the ratings applied so far, asked for exact facts. */
public interface KnownRatings {
    /**
     * Answers questions from one state of the known ratings.
     *
     * @param wanted what to list beside tallies, neighborhoods and histories
     * @return one answer per question, in order
     * @throws KnownRatingsUnavailableException where the source cannot answer now; a retry may help
     */
    List<KnownFacts> facts(List<Question> questions, Wanted wanted);

    /**
     * What answers at this moment, and goes on answering: who asks twice, and means the same known ratings, asks it. Keep it
     * for no longer than a request.
     */
    default KnownRatings now() {
        return this;
    }

    /**
     * Whether an answer waits for nothing and is so little work that handing it to another thread would take about as
     * long. Told from counts alone.
     */
    boolean isQuick(Question question);

    /**
     * The movies that events have named and that a customer has not rated, by ascending id.
     *
     * @param customer may be unknown, and has then rated none
     * @param minRatings how many known ratings a movie must have to be listed; 0 lists those without any too
     * @throws KnownRatingsUnavailableException where the source cannot answer now; a retry may help
     */
    List<MovieId> unrated(CustomerId customer, long minRatings);
}
