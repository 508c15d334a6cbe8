package dev.ratecast.factor;

/** The factors that serve now. */
@FunctionalInterface
public interface ActiveFactors {
    /** {@link Factors#NONE} until some were fitted. */
    Factors current();
}
