package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.Question;
import java.util.HashMap;
import java.util.Map;

/** The definition of neighbors, by walking over the rows of all customers. */
final class NeighborScanOracle {
    private final RatingArrays arrays;

    NeighborScanOracle(RatingArrays arrays) {
        this.arrays = arrays;
    }

    Tally of(Question question) {
        int asker = arrays.customers.find(question.customer().value());
        int movie = arrays.movies.find(question.movie().value());
        if (asker < 0 || movie < 0) {
            return Tally.ZERO;
        }
        Map<Integer, Integer> own = codes(asker);
        Tally tally = Tally.ZERO;
        for (int other = 0; other < arrays.customers.limit(); other++) {
            Map<Integer, Integer> theirs = codes(other);
            Integer rating = theirs.get(movie);
            if (other == asker || rating == null) {
                continue;
            }
            int common = 0;
            int gap = 0;
            for (Map.Entry<Integer, Integer> entry : own.entrySet()) {
                Integer code = theirs.get(entry.getKey());
                if (entry.getKey() != movie && code != null) {
                    common++;
                    gap += Math.abs(entry.getValue() - code);
                }
            }
            if (arrays.rule.accepts(arrays.codes.gap(gap), common)) {
                tally = tally.plus(Tally.of(arrays.codes.units(rating)));
            }
        }
        return tally;
    }

    private Map<Integer, Integer> codes(int customer) {
        CustomerRow row = arrays.byCustomer.row(customer);
        Map<Integer, Integer> codes = new HashMap<>();
        for (int place = 0; place < row.length(); place++) {
            if (row.code(place) != Codes.NONE) {
                codes.put(row.movie(place), row.code(place));
            }
        }
        return codes;
    }
}
