package dev.ratecast.dataset;

/**
 * Takes the ratings of one movie of a {@link SyntheticDataset}.
 *
 * @param <E> what taking them may throw
 */
@FunctionalInterface
public interface SyntheticSink<E extends Exception> {
    /**
     * Takes one rating.
     *
     * @param day days since 1999-11-11
     */
    void rating(int customer, int stars, int day) throws E;
}
