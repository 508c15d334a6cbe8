package dev.ratecast.evaluation.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A span of values along a span of pixels.
 *
 * @param from the value at {@code fromPixel}
 * @param to the value at {@code toPixel}; another than {@code from}
 */
record Axis(double from, double to, double fromPixel, double toPixel) {
    /** An axis that begins and ends at round values around what is to be shown. */
    static Axis around(double least, double greatest, double fromPixel, double toPixel) {
        double margin = greatest > least ? 0 : Math.max(1e-3, Math.abs(least) * 0.05);
        double step = step(least - margin, greatest + margin);
        return new Axis(
                Math.floor((least - margin) / step) * step,
                Math.ceil((greatest + margin) / step) * step,
                fromPixel,
                toPixel);
    }

    double pixel(double value) {
        return fromPixel + (value - from) / (to - from) * (toPixel - fromPixel);
    }

    /** Round values along the axis, about five. */
    List<Double> ticks() {
        double step = step(from, to);
        List<Double> ticks = new ArrayList<>();
        for (long i = Math.round(Math.ceil(from / step - 1e-9)); i * step <= to + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A tick's label, with as many decimals as the step needs. */
    String label(double tick) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step(from, to)) - 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick);
    }

    /** 1, 2 or 5 times a power of ten, at most a fifth of the span or a little more. */
    private static double step(double from, double to) {
        double rough = (to - from) / 5;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double share = rough / power;
        return power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
    }
}
