package dev.ratecast.dataset.kafka;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingScale;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the JSON values of rating events. What repeats (a movie's year and title, a rating's digits) is encoded once and
 * kept; for use by one thread.
 */
public final class RatingEventWriter {
    private final RatingScale scale;
    private final Map<MovieFacts, byte[]> movieFields = new HashMap<>();
    private final Map<Integer, String> ratings = new HashMap<>();
    private final StringBuilder head = new StringBuilder(128);

    public RatingEventWriter(RatingScale scale) {
        this.scale = scale;
    }

    /**
     * The value of one event.
     *
     * @param units the rating, in units of the scale
     * @param ratedAt epoch seconds; a midnight is written as a bare date
     * @throws IllegalArgumentException where the title holds a lone surrogate
     */
    public byte[] write(long customer, MovieFacts movie, int units, long ratedAt) {
        head.setLength(0);
        head.append("{\"customer_id\":").append(customer);
        head.append(",\"movie_id\":").append(movie.movie().value());
        head.append(",\"rating\":").append(ratings.computeIfAbsent(units, this::stars));
        head.append(",\"rating_date\":\"").append(date(ratedAt)).append('"');
        byte[] tail = movieFields.computeIfAbsent(movie, RatingEventWriter::movieFields);
        byte[] value = new byte[head.length() + tail.length];
        for (int i = 0; i < head.length(); i++) {
            value[i] = (byte) head.charAt(i);
        }
        System.arraycopy(tail, 0, value, head.length(), tail.length);
        return value;
    }

    private String stars(int units) {
        return scale.starsOf(units).stripTrailingZeros().toPlainString();
    }

    private static String date(long ratedAt) {
        return ratedAt % RatingDates.SECONDS_PER_DAY == 0
                ? LocalDate.ofEpochDay(ratedAt / RatingDates.SECONDS_PER_DAY).toString()
                : Instant.ofEpochSecond(ratedAt).toString();
    }

    private static byte[] movieFields(MovieFacts movie) {
        String title = movie.title();
        String named = title == null
                ? ""
                : ",\"title\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(title)) + '"';
        return (",\"release_year\":" + movie.releaseYear() + named + "}").getBytes(StandardCharsets.UTF_8);
    }
}
