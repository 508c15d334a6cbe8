package dev.ratecast.model.dl4j;

import dev.ratecast.model.Examples;
import dev.ratecast.model.LinearPart;
import dev.ratecast.model.RidgeRegression;
import java.util.Arrays;

/** Fits a {@link LinearPart} by {@link RidgeRegression}. */
final class LinearFit {
    /** In ratings: that many of them pull every weight towards zero. */
    private static final double RIDGE = 10_000;

    private LinearFit() {}

    /**
     * Fits on the residuals that a correction is to learn.
     *
     * @param inputs tells inputs and targets
     */
    static LinearPart of(Examples examples, Correction inputs) {
        int width = inputs.width();
        RidgeRegression regression = new RidgeRegression(width);
        double[] x = new double[width];
        for (int row = 0; row < examples.size(); row++) {
            for (int column = 0; column < width; column++) {
                x[column] = inputs.input(examples.feature(row, column), column);
            }
            regression.add(x, inputs.target(examples.rating(row), examples.baseline(row)));
        }
        double[] line = regression.solve(RIDGE);
        return line == null
                ? LinearPart.none(width)
                : new LinearPart(Arrays.stream(line, 0, width).boxed().toList(), line[width]);
    }
}
