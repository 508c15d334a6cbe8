package dev.ratecast.feature;

/**
 * Where each unknown of a customer's normal equations stands: first the tastes for the known release years, then the fading mood
 * and the day's own mood of the day asked about, the customer's constant, and the tastes for the movies' coordinates; behind
 * them the residual.
 *
 * @param years how many release years are known
 * @param dimensions how many coordinates a movie has
 */
record Columns(int years, int dimensions) {
    int mood() {
        return years;
    }

    int day() {
        return years + 1;
    }

    int constant() {
        return years + 2;
    }

    /** The first one. */
    int tastes() {
        return years + 3;
    }

    /** Also the number of unknowns. */
    int residual() {
        return tastes() + dimensions;
    }

    int width() {
        return residual() + 1;
    }
}
