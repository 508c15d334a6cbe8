package dev.ratecast.known.memory;

import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import java.util.Arrays;
import java.util.List;

/** The straightforward way: for each of the customer's movies, a gap for each of its raters; then the movie's raters. */
public final class NeighborScan {
    private final RatingArrays arrays;
    private final int[] common;
    private final int[] gaps;
    private final MovieCopy raters;

    public NeighborScan(RatingArrays arrays) {
        this.arrays = arrays;
        common = new int[arrays.customers.limit()];
        gaps = new int[common.length];
        raters = new MovieCopy(arrays.codes.bits());
    }

    /** The neighborhood's tally, without a list. */
    public Neighborhood of(Question question) {
        int customer = arrays.customers.find(question.customer().value());
        int movie = arrays.movies.find(question.movie().value());
        int bits = arrays.codes.bits();
        Arrays.fill(common, 0);
        Arrays.fill(gaps, 0);
        CustomerRow row = arrays.byCustomer.row(customer);
        for (int i = 0; i < row.length(); i++) {
            if (row.movie(i) != movie && row.code(i) != Codes.NONE) {
                int code = row.code(i);
                raters.copy(arrays.byMovie.row(row.movie(i)));
                raters.toList();
                int[] entries = raters.entries();
                for (int r = 0, n = raters.size(); r < n; r++) {
                    common[entries[r] >>> bits]++;
                    gaps[entries[r] >>> bits] += Math.abs(code - (entries[r] & (1 << bits) - 1));
                }
            }
        }
        raters.copy(arrays.byMovie.row(movie));
        raters.toList();
        long count = 0;
        long sum = 0;
        for (int r = 0; r < raters.size(); r++) {
            int rater = raters.entries()[r] >>> bits;
            if (rater != customer && arrays.rule.accepts(arrays.codes.gap(gaps[rater]), common[rater])) {
                count++;
                sum += raters.entries()[r] & (1 << bits) - 1;
            }
        }
        return new Neighborhood(arrays.codes.tally(count, sum), List.of());
    }
}
