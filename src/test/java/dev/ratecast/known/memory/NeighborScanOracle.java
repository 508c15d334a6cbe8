package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.Question;
import java.util.HashMap;
import java.util.Map;

/** The definition of neighbors, by walking over the rows of all customers. */
final class NeighborScanOracle {
    private final RatingMatrix matrix;

    NeighborScanOracle(RatingMatrix matrix) {
        this.matrix = matrix;
    }

    Tally of(Question question) {
        int asker = matrix.customers.find(question.customer().value());
        int movie = matrix.movies.find(question.movie().value());
        if (asker < 0 || movie < 0) {
            return Tally.ZERO;
        }
        Map<Integer, Integer> own = codes(asker);
        Tally tally = Tally.ZERO;
        for (int other = 0; other < matrix.customers.limit(); other++) {
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
            if (matrix.rule.accepts(matrix.codes.gap(gap), common)) {
                tally = tally.plus(Tally.of(matrix.codes.units(rating)));
            }
        }
        return tally;
    }

    private Map<Integer, Integer> codes(int customer) {
        CustomerRow row = matrix.byCustomer.row(customer);
        Map<Integer, Integer> codes = new HashMap<>();
        for (int place = 0; place < row.length(); place++) {
            if (row.code(place) != Codes.NONE) {
                codes.put(row.movie(place), row.code(place));
            }
        }
        return codes;
    }
}
