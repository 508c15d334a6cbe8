package dev.ratecast.known;

import java.util.List;

/** What is known: the ratings applied so far, asked for exact facts. */
public interface KnownRatings {
    /**
     * Answers questions from one state of the known ratings.
     *
     * @param nearest how many of each neighborhood's nearest neighbors to list; 0 lists none
     * @return one answer per question, in order
     * @throws KnownRatingsUnavailableException where the source cannot answer now; a retry may help
     */
    List<KnownFacts> facts(List<Question> questions, int nearest);
}
