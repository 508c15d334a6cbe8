package dev.ratecast.evaluation.html;

import dev.ratecast.model.ConfidenceInterval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text and numbers as they stand in the page. */
final class Markup {
    private Markup() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A baseline's name for people: {@code damped_biases} is "damped biases". */
    static String words(String name) {
        return escape(name.replace('_', ' '));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Stars and the like; a dash where there is no figure. */
    static String figure(double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%.4f", value).replace('-', '−')
                : "–";
    }

    /** With its sign, such as a gain. */
    static String signed(double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%+.4f", value).replace('-', '−')
                : "–";
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
    }

    static String interval(@Nullable ConfidenceInterval interval) {
        return interval == null ? "–" : figure(interval.low()) + " to " + figure(interval.high());
    }

    static String signedInterval(@Nullable ConfidenceInterval interval) {
        return interval == null ? "–" : signed(interval.low()) + " to " + signed(interval.high());
    }

    /** A coordinate, to a hundredth of a pixel. */
    static String pixels(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
