package dev.ratecast.evaluation.csv;

import dev.ratecast.evaluation.ScoredRatings;
import dev.ratecast.rating.RatingDates;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * predictions.csv: one line per test rating, in the order in which they were predicted. Numbers are unrounded, so that
 * the report's figures can be computed from them again.
 */
public final class PredictionsCsv {
    private static final String HEADER =
            "customer_id,movie_id,rating_date,rating,predicted_rating,predicted_sd,baseline,customer_known,movie_known\n";

    private PredictionsCsv() {}

    /**
     * Writes header and lines; the caller closes.
     *
     * <p>The column baseline is what the corrected baseline predicted. A date without a time is written where all are.
     */
    public static void write(ScoredRatings ratings, Appendable out) throws IOException {
        boolean datesOnly = datesOnly(ratings);
        out.append(HEADER);
        for (int row = 0; row < ratings.size(); row++) {
            Instant time = Instant.ofEpochSecond(ratings.ratedAt(row));
            out.append(Long.toString(ratings.customer(row)))
                    .append(',')
                    .append(Long.toString(ratings.movie(row)))
                    .append(',')
                    .append(
                            datesOnly
                                    ? time.atZone(ZoneOffset.UTC).toLocalDate().toString()
                                    : time.toString())
                    .append(',')
                    .append(stars(ratings.rating(row)))
                    .append(',')
                    .append(Double.toString(ratings.predicted(row)))
                    .append(',')
                    .append(Double.toString(ratings.sd(row)))
                    .append(',')
                    .append(Double.toString(ratings.baseline(row, ratings.corrected())))
                    .append(',')
                    .append(Boolean.toString(ratings.customerKnown(row)))
                    .append(',')
                    .append(Boolean.toString(ratings.movieKnown(row)))
                    .append('\n');
        }
    }

    /** A rating as people write it: 4, or 3.5. */
    private static String stars(double rating) {
        String text = Double.toString(rating);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static boolean datesOnly(ScoredRatings ratings) {
        for (int row = 0; row < ratings.size(); row++) {
            if (Math.floorMod(ratings.ratedAt(row), RatingDates.SECONDS_PER_DAY) != 0) {
                return false;
            }
        }
        return true;
    }
}
