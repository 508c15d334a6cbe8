package dev.ratecast.factor;

/** The factors that serve now. */
@FunctionalInterface
public interface ActiveFactors {
    /** {@link Factors#NONE} until some were fitted. */
    Factors current();

    /** Whether it is known which those are: not before a replica that starts has looked for them. */
    default boolean areKnown() {
        return true;
    }
}
