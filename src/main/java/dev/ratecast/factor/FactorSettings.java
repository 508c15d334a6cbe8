package dev.ratecast.factor;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How factors are fitted. Damping and ridge are in counts of ratings, so that they hold for any scale.
 *
 * @param rank how many factors a customer and a movie have
 * @param sweeps how often all customers and then all movies are solved
 * @param ridge the part of the ridge that every row has
 * @param ridgePerRating the part of the ridge that grows with a row's ratings
 * @param biasDamping the imaginary ratings that draw a bias towards zero
 * @param biasSweeps how often all movies' and then all customers' biases are solved
 * @param seed of the first movie factors
 * @param corrections which ones are fitted; the others are zero
 * @param audience how movies are placed by who rates them
 */
public record FactorSettings(
        int rank,
        int sweeps,
        double ridge,
        double ridgePerRating,
        double biasDamping,
        int biasSweeps,
        long seed,
        Set<EffectCorrection> corrections,
        AudienceSettings audience) {
    public static final FactorSettings DEFAULT =
            new FactorSettings(8, 8, 8, 0.1, 5, 8, 1, EnumSet.allOf(EffectCorrection.class), AudienceSettings.DEFAULT);

    public FactorSettings {
        if (rank < 1 || sweeps < 1 || biasSweeps < 1) {
            throw new IllegalArgumentException("factors need a rank and sweeps of at least 1");
        }
        if (!(ridge > 0) || !(ridgePerRating >= 0) || !(biasDamping > 0)) {
            throw new IllegalArgumentException("factors need a positive ridge and damping");
        }
        Set<EffectCorrection> ordered = EnumSet.noneOf(EffectCorrection.class);
        ordered.addAll(corrections);
        corrections = Collections.unmodifiableSet(ordered);
    }

    /** The same without a correction. */
    public FactorSettings without(EffectCorrection correction) {
        Set<EffectCorrection> others = EnumSet.complementOf(EnumSet.of(correction));
        others.retainAll(corrections);
        return new FactorSettings(rank, sweeps, ridge, ridgePerRating, biasDamping, biasSweeps, seed, others, audience);
    }
}
