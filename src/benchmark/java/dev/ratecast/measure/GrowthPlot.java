package dev.ratecast.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Lines over two logarithmic axes, ratings across and milliseconds up, as an SVG. */
final class GrowthPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 330;
    private static final int TOP = 30;
    private static final int BOTTOM = 45;

    /** Told apart without seeing red from green (Okabe and Ito). */
    private static final List<String> COLORS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private GrowthPlot() {}

    /**
     * A line of points.
     *
     * @param x numbers of ratings, ascending
     * @param y milliseconds, positive
     */
    record Line(String name, double[] x, double[] y) {}

    static String svg(List<Line> lines) {
        double lowX = floor(lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.x()))
                .min()
                .orElse(1));
        double highX = ceiling(lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.x()))
                .max()
                .orElse(10));
        double lowY = floor(lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.y()))
                .min()
                .orElse(1));
        double highY = ceiling(lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.y()))
                .max()
                .orElse(10));
        DoubleUnaryOperator across = x -> LEFT + share(x, lowX, highX) * (WIDTH - LEFT - RIGHT);
        DoubleUnaryOperator up = y -> HEIGHT - BOTTOM - share(y, lowY, highY) * (HEIGHT - TOP - BOTTOM);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH,
                HEIGHT);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, HEIGHT);
        for (double x = lowX; x <= highX * 1.001; x *= 10) {
            double at = across.applyAsDouble(x);
            add(svg, "<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/>", at, TOP, HEIGHT - BOTTOM);
            add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>", at, HEIGHT - BOTTOM + 18, x);
        }
        for (double y = lowY; y <= highY * 1.001; y *= 10) {
            double at = up.applyAsDouble(y);
            add(svg, "<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/>", LEFT, at, WIDTH - RIGHT);
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, at + 4, plain(y));
        }
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">ratings</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 6);
        add(svg, "<text x=\"%d\" y=\"18\">processor time, median, ms</text>", LEFT - 40);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), COLORS.get(i % COLORS.size()), i, across, up);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void line(
            StringBuilder svg,
            Line line,
            String color,
            int number,
            DoubleUnaryOperator across,
            DoubleUnaryOperator up) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < line.x().length; i++) {
            double x = across.applyAsDouble(line.x()[i]);
            double y = up.applyAsDouble(line.y()[i]);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : " L", x, y));
            add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, color);
        }
        add(svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, color);
        int y = TOP + 10 + number * 20;
        add(svg, "<path d=\"M%d %d h20\" stroke=\"%s\" stroke-width=\"2\"/>", WIDTH - RIGHT + 12, y, color);
        add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 38, y + 4, escaped(line.name()));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static double share(double value, double low, double high) {
        return Math.log(value / low) / Math.log(high / low);
    }

    private static double floor(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    private static double ceiling(double value) {
        return Math.pow(10, Math.ceil(Math.log10(value)));
    }

    private static String plain(double value) {
        return value >= 1 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.3g", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
