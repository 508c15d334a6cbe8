package dev.ratecast.factor;

/** What is fitted beside the factors to correct a movie's effect. */
public enum EffectCorrection {
    /** How good the movies are that its raters rate. */
    TASTE,
    /** What the words of its title say. */
    TITLE
}
