package dev.ratecast.model;

import java.util.List;

/**
 * The straight-line part of a correction, by ridge regression of the residual on the networks' inputs. The networks
 * learn what it leaves over.
 *
 * @param weights by input
 * @param intercept added to them
 */
public record LinearPart(List<Double> weights, double intercept) {
    public LinearPart {
        weights = List.copyOf(weights);
    }

    /** Says nothing about inputs of this width. */
    public static LinearPart none(int width) {
        return new LinearPart(java.util.Collections.nCopies(width, 0.0), 0);
    }
}
