package dev.ratecast.evaluation.html;

import java.util.List;

/**
 * Values to draw under one name.
 *
 * @param style which colour, stroke and marker: s0 is the model, s1 the baseline that it corrects, s2… the others
 * @param dashed whether a line of it is broken
 * @param points in drawing order; one whose y is not finite is left out
 */
record Series(String name, int style, boolean dashed, List<Point> points) {
    Series {
        points = points.stream().filter(point -> Double.isFinite(point.y())).toList();
    }

    /**
     * A value.
     *
     * @param note what is said where one points at it
     */
    record Point(double x, double y, String note) {}
}
