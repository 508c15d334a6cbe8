package dev.ratecast.factor;

/** Draws what a movie's ratings say towards what is expected without them; features and the fit of titles do it alike. */
public final class MovieDamping {
    /** How many imaginary ratings say what is expected. */
    public static final double RATINGS = 5;

    private MovieDamping() {}

    /**
     * The damped mean of a movie's ratings, or of anything that each of them says.
     *
     * @param expected what each imaginary one says
     */
    public static double mean(double sum, long count, double expected) {
        return (sum + RATINGS * expected) / (count + RATINGS);
    }
}
