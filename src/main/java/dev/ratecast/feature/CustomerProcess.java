package dev.ratecast.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's ratings leave over once mean and movie effects are taken off, as a Gaussian process over movies and
 * days (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006). Solved once for a customer and a day
 * ({@link DaySolution}), it answers for any movie. This is where a customer is folded in: no vector of a customer's is
 * needed. Owned by one thread.
 */
final class CustomerProcess {
    private final CustomerPrior prior;
    private final List<PastRating> past;
    private final ProcessMemory memory;
    private @Nullable DaySolution solution;

    /**
     * A customer's process.
     *
     * @param past the ratings to look at, by ascending date; which ones, {@link CustomerKernel#memory} says
     * @param memory belongs to this process from now on: no other that was solved in it may be asked any more
     */
    CustomerProcess(CustomerPrior prior, List<PastRating> past, ProcessMemory memory) {
        this.prior = prior;
        this.past = past;
        this.memory = memory;
    }

    /** What is left over for a movie on a day; all movies have as many coordinates. */
    Leftover on(MovieView movie, long day) {
        DaySolution last = solution;
        if (last == null || last.day() != day) {
            last = new DaySolution(prior, past, day, CustomerPrior.dimensions(movie), memory);
            solution = last;
        }
        return last.on(movie);
    }
}
