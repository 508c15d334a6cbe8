package dev.ratecast.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints the results that {@link Measured} collected as a table, medians over runs with the lowest and the highest, and
 * draws how processor time grows with the number of ratings. Arguments: the file of results, the SVG to write.
 */
public final class ResultTable {
    private ResultTable() {}

    /** A line of the file. */
    private record Row(int ratings, String what, double p50, double p99, double cpuP50, double cpuP99, int differing) {
        static Row of(String line) {
            String[] cells = line.split(",");
            return new Row(
                    Integer.parseInt(cells[1]),
                    cells[0] + ": " + cells[2],
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[6]),
                    Double.parseDouble(cells[7]),
                    Double.parseDouble(cells[8]),
                    Integer.parseInt(cells[9]));
        }
    }

    public static void main(String[] args) throws IOException {
        Map<String, Map<Integer, List<Row>>> results = Files.readAllLines(Path.of(args[0])).stream()
                .skip(1)
                .map(Row::of)
                .collect(Collectors.groupingBy(
                        Row::what,
                        TreeMap::new,
                        Collectors.groupingBy(Row::ratings, TreeMap::new, Collectors.toList())));
        System.out.println(
                "| what | ratings | runs | p50, ms | p99, ms | processor p50, ms | processor p99, ms | differ |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        results.forEach((what, sizes) -> sizes.forEach((ratings, rows) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %d | %s | %s | %s | %s | %d |%n",
                what,
                ratings,
                rows.size(),
                spread(rows.stream().mapToDouble(Row::p50).toArray()),
                spread(rows.stream().mapToDouble(Row::p99).toArray()),
                spread(rows.stream().mapToDouble(Row::cpuP50).toArray()),
                spread(rows.stream().mapToDouble(Row::cpuP99).toArray()),
                rows.stream().mapToInt(Row::differing).sum())));
        if (args.length > 1) {
            List<GrowthPlot.Line> lines = new ArrayList<>();
            results.forEach((what, sizes) -> lines.add(new GrowthPlot.Line(
                    what,
                    sizes.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
                    sizes.values().stream()
                            .mapToDouble(rows -> median(
                                    rows.stream().mapToDouble(Row::cpuP50).toArray()))
                            .toArray())));
            Files.writeString(Path.of(args[1]), GrowthPlot.svg(lines));
        }
    }

    private static String spread(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        String median = figure(median(sorted));
        return sorted.length == 1
                ? median
                : median + " (" + figure(sorted[0]) + " to " + figure(sorted[sorted.length - 1]) + ")";
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Three digits at least. */
    private static String figure(double millis) {
        return String.format(Locale.ROOT, millis >= 100 ? "%.0f" : millis >= 10 ? "%.1f" : "%.3f", millis);
    }
}
