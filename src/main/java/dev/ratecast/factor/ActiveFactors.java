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

    /** Those of this moment, whatever serves later. */
    default ActiveFactors now() {
        // Asked first: what was looked for stays known.
        boolean known = areKnown();
        return new AtThatMoment(current(), known);
    }

    /** What served at some moment. */
    record AtThatMoment(Factors current, boolean areKnown) implements ActiveFactors {}
}
