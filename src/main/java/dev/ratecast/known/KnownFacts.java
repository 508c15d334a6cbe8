package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exact facts about one question, all from one state of the known ratings. Nothing is left out here: who computes
 * features takes the customer's own rating of the movie off.
 *
 * @param customerByEra the customer's ratings by era index; all zero for an unknown customer
 * @param ownUnits the customer's own rating of the movie, null where there is none
 * @param movie the movie, null where no event has named it
 * @param allByEra all known ratings by era index
 * @param neighborhood the customer's neighbors on the movie
 * @param history the customer's ratings, that of the movie included
 * @param raterMeans what the movie's raters rate like, the customer included where it is one
 * @param raters the movie's raters where they were wanted, the customer included; else none
 */
public record KnownFacts(
        Question question,
        List<Tally> customerByEra,
        @Nullable Integer ownUnits,
        @Nullable KnownMovie movie,
        List<Tally> allByEra,
        Neighborhood neighborhood,
        History history,
        RaterMeans raterMeans,
        Raters raters) {

    /** All of the customer's ratings. */
    public Tally customer() {
        return sum(customerByEra);
    }

    /** All known ratings. */
    public Tally all() {
        return sum(allByEra);
    }

    /** The customer's own rating of the movie, as a tally: one rating or none. */
    public Tally own() {
        return ownUnits == null ? Tally.ZERO : Tally.of(ownUnits);
    }

    /** All known ratings of the movie. */
    public Tally movieRatings() {
        return movie == null ? Tally.ZERO : movie.ratings();
    }

    private static Tally sum(List<Tally> tallies) {
        long count = 0;
        long sum = 0;
        for (Tally tally : tallies) {
            count += tally.count();
            sum += tally.sum();
        }
        return new Tally(count, sum);
    }
}
