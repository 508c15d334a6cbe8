package dev.ratecast.evaluation.html;

import static dev.ratecast.evaluation.html.Markup.escape;
import static dev.ratecast.evaluation.html.Markup.pixels;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A plot as inline SVG: axes with a grid, series as lines or markers, and a legend. Colours come from the page. */
final class Plot {
    private static final int LEFT = 58;
    private static final int RIGHT = 14;
    private static final int LEGEND_ROW = 20;
    private static final int BOTTOM = 46;
    private static final double LEGEND_PIXELS_PER_LETTER = 6.4;

    private final String id;
    private final int width;
    private final int height;
    private final StringBuilder body = new StringBuilder();
    private Axis x = new Axis(0, 1, 0, 1);
    private Axis y = new Axis(0, 1, 0, 1);

    private final int top;

    /**
     * A plot with nothing but a legend.
     *
     * @param id unlike any other in the page
     * @param legend the series that are going to be drawn
     * @param asLines whether as lines, else as markers
     */
    Plot(String id, int width, int height, List<Series> legend, boolean asLines) {
        this.id = id;
        this.width = width;
        this.height = height;
        this.top = 14 + LEGEND_ROW * legend(legend, asLines);
    }

    /** Sets the span of values of both axes, before anything is drawn. */
    Plot spanning(double leastX, double greatestX, double leastY, double greatestY) {
        x = new Axis(leastX, greatestX, LEFT, width - RIGHT);
        y = Axis.around(leastY, greatestY, height - BOTTOM, top);
        return this;
    }

    /** The span of y that holds all points of these series. */
    Plot spanning(double leastX, double greatestX, List<Series> series) {
        double[] values = series.stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Series.Point::y)
                .sorted()
                .toArray();
        return values.length == 0
                ? spanning(leastX, greatestX, 0, 1)
                : spanning(leastX, greatestX, values[0], values[values.length - 1]);
    }

    /** Grid and labels at round values of y. */
    Plot yAxis(String title) {
        for (double tick : y.ticks()) {
            body.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%3$s\" y2=\"%3$s\"/>"
                    .formatted(LEFT, width - RIGHT, pixels(y.pixel(tick))));
            text(LEFT - 8, y.pixel(tick) + 4, "end", y.label(tick));
        }
        body.append("<text class=\"axis\" transform=\"translate(13 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>"
                .formatted(pixels((top + height - BOTTOM) / 2.0), escape(title)));
        return this;
    }

    /** Labels at round values of x. */
    Plot xAxis(String title) {
        return xAxis(title, x.ticks(), x::label);
    }

    /** Labels where they are asked for. */
    Plot xAxis(String title, List<Double> ticks, Function<Double, String> label) {
        for (double tick : ticks) {
            body.append("<line class=\"tick\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$s\" y2=\"%3$s\"/>"
                    .formatted(pixels(x.pixel(tick)), height - BOTTOM, height - BOTTOM + 4));
            text(x.pixel(tick), height - BOTTOM + 17, "middle", label.apply(tick));
        }
        body.append("<line class=\"tick\" x1=\"%s\" x2=\"%s\" y1=\"%3$s\" y2=\"%3$s\"/>"
                .formatted(LEFT, width - RIGHT, height - BOTTOM));
        body.append("<text class=\"axis\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>"
                .formatted(pixels((LEFT + width - RIGHT) / 2.0), height - 8, escape(title)));
        return this;
    }

    Plot lines(List<Series> series) {
        for (Series s : series) {
            StringBuilder path = new StringBuilder();
            for (Series.Point point : s.points()) {
                path.append(path.isEmpty() ? 'M' : 'L')
                        .append(pixels(x.pixel(point.x())))
                        .append(' ')
                        .append(pixels(y.pixel(point.y())));
            }
            body.append(
                    "<path class=\"line s%s%s\" d=\"%s\"/>".formatted(s.style(), s.dashed() ? " dashed" : "", path));
        }
        return this;
    }

    /** A line without a name, from the lower left to the upper right: what a perfect figure would be. */
    Plot diagonal(double from, double to) {
        body.append("<line class=\"ideal\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(pixels(x.pixel(from)), pixels(y.pixel(from)), pixels(x.pixel(to)), pixels(y.pixel(to))));
        return this;
    }

    /** Markers of one size, or of sizes in pixels by point. */
    Plot markers(List<Series> series, Function<Series.Point, Double> size) {
        for (Series s : series) {
            for (Series.Point point : s.points()) {
                body.append("<g class=\"mark s%s\" transform=\"translate(%s %s)\"><title>%s</title>%s</g>"
                        .formatted(
                                s.style(),
                                pixels(x.pixel(point.x())),
                                pixels(y.pixel(point.y())),
                                escape(point.note()),
                                shape(s.style(), size.apply(point))));
            }
        }
        return this;
    }

    /**
     * The figure as SVG.
     *
     * @param title its name
     * @param description what it shows, for those who do not see it
     */
    String svg(String title, String description) {
        return """
                <svg viewBox="0 0 %s %s" role="img" aria-labelledby="%3$s-title %3$s-desc">\
                <title id="%3$s-title">%4$s</title><desc id="%3$s-desc">%5$s</desc>%6$s</svg>
                """
                .formatted(width, height, id, escape(title), escape(description), body);
    }

    /** Draws the legend, and says how many rows it takes. */
    private int legend(List<Series> series, boolean asLines) {
        double at = LEFT;
        int row = 0;
        for (Series s : series) {
            double taken = 42 + s.name().length() * LEGEND_PIXELS_PER_LETTER;
            if (at > LEFT && at + taken > width) {
                at = LEFT;
                row++;
            }
            String sample = asLines
                    ? "<path class=\"line s%s%s\" d=\"M0 0H22\"/>".formatted(s.style(), s.dashed() ? " dashed" : "")
                    : "<g class=\"mark s%s\" transform=\"translate(14 0)\">%s</g>"
                            .formatted(s.style(), shape(s.style(), 4.5));
            body.append("<g transform=\"translate(%s %s)\">%s<text x=\"27\" y=\"4\">%s</text></g>"
                    .formatted(pixels(at), 14 + row * LEGEND_ROW, sample, escape(s.name())));
            at += taken;
        }
        return row + 1;
    }

    private void text(double atX, double atY, String anchor, String text) {
        body.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(pixels(atX), pixels(atY), anchor, escape(text)));
    }

    /** Another shape for each style, so that colour is never the only difference. */
    private static String shape(int style, double r) {
        String size = pixels(r);
        return switch (style % 5) {
            case 0 -> "<circle r=\"%s\"/>".formatted(size);
            case 1 -> "<rect x=\"-%1$s\" y=\"-%1$s\" width=\"%2$s\" height=\"%2$s\"/>".formatted(size, pixels(2 * r));
            case 2 -> polygon(r, 0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0);
            case 3 -> polygon(r, 0, -1.2, 1.2, 0.9, -1.2, 0.9);
            default -> polygon(r, 0, 1.2, 1.2, -0.9, -1.2, -0.9);
        };
    }

    private static String polygon(double r, double... corners) {
        return "<polygon points=\"%s\"/>"
                .formatted(String.join(
                        " ",
                        Stream.of(corners)
                                .flatMapToDouble(java.util.Arrays::stream)
                                .mapToObj(corner -> pixels(corner * r))
                                .toList()));
    }
}
