package dev.ratecast.dataset;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.IsoDates;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.Titles;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What makes a field of a line valid: the values that events may have, in the forms in which files write them. */
public final class RatingRules {
    private static final int SHOWN = 40;

    private final RatingScale scale;
    private final long latestRatedAt;
    /** The units of the ratings 0 to 9, −1 where the scale has no such rating. */
    private final int[] unitsOfDigit = new int[10];

    /** @param latestRatedAt the last rating_date that counts, in epoch seconds */
    public RatingRules(RatingScale scale, long latestRatedAt) {
        if (!RatingDates.isValid(latestRatedAt)) {
            throw new IllegalArgumentException("latestRatedAt must be from 0 to " + RatingDates.LATEST);
        }
        this.scale = scale;
        this.latestRatedAt = latestRatedAt;
        for (int digit = 0; digit < unitsOfDigit.length; digit++) {
            unitsOfDigit[digit] = scale.unitsOf(BigDecimal.valueOf(digit)).orElse(-1);
        }
    }

    /** Rules that let every date count that a rating can have. */
    public static RatingRules anyDate(RatingScale scale) {
        return new RatingRules(scale, RatingDates.LATEST);
    }

    /** The scale that ratings are on. */
    public RatingScale scale() {
        return scale;
    }

    /** The rule that a rating on no place of the scale breaks. */
    static String mustBeOn(RatingScale scale) {
        return "rating must be on the scale " + scale;
    }

    long id(String field, byte[] bytes, int from, int to) {
        long value = digits(bytes, from, to);
        if (value < 0 || value > CustomerId.MAX_VALUE) {
            throw refusal(field + " must be an integer from 0 to 2^53-1", bytes, from, to);
        }
        return value;
    }

    /** The units of a rating such as {@code 4} or {@code 3.5}. */
    int units(byte[] bytes, int from, int to) {
        if (to - from == 1 && bytes[from] >= '0' && bytes[from] <= '9') {
            int units = unitsOfDigit[bytes[from] - '0'];
            if (units >= 0) {
                return units;
            }
        } else if (to > from && to - from <= SHOWN) {
            try {
                OptionalInt units = scale.unitsOf(new BigDecimal(text(bytes, from, to)));
                if (units.isPresent()) {
                    return units.getAsInt();
                }
            } catch (NumberFormatException e) {
                throw refusal("rating must be a number", bytes, from, to);
            }
        }
        throw refusal(mustBeOn(scale), bytes, from, to);
    }

    /** The epoch seconds of a date in a form that events have; a space may take the place of its T. */
    long ratedAt(byte[] bytes, int from, int to) {
        OptionalLong seconds = isIsoDate(bytes, from, to)
                ? midnight(bytes, from)
                : IsoDates.epochSeconds(text(bytes, from, to).strip().replace(' ', 'T'));
        if (seconds.isEmpty()) {
            throw refusal("rating_date must be a date", bytes, from, to);
        }
        return inRange(seconds.getAsLong(), bytes, from, to);
    }

    /** The epoch seconds of a timestamp in epoch seconds. */
    long timestamp(byte[] bytes, int from, int to) {
        long seconds = digits(bytes, from, to);
        if (seconds < 0) {
            throw refusal("timestamp must be epoch seconds", bytes, from, to);
        }
        return inRange(seconds, bytes, from, to);
    }

    /** The release year of a movie, null where the text is empty or {@code NULL}. */
    @Nullable
    Integer releaseYear(String text) {
        String year = text.strip();
        if (year.isEmpty() || year.equalsIgnoreCase("NULL")) {
            return null;
        }
        try {
            int value = new BigDecimal(year.substring(0, Math.min(year.length(), SHOWN))).intValueExact();
            if (value >= MovieFacts.FIRST_YEAR && value <= MovieFacts.LAST_YEAR) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new RefusedLineException("release_year must be a number", shortened(year));
        } catch (ArithmeticException e) {
            throw new RefusedLineException("release_year must be a whole number", shortened(year));
        }
        throw new RefusedLineException(
                "release_year must be from " + MovieFacts.FIRST_YEAR + " to " + MovieFacts.LAST_YEAR, shortened(year));
    }

    /** A title, null where it is blank. */
    @Nullable
    String title(String text) {
        if (Titles.isTooLong(text)) {
            throw new RefusedLineException("title is longer than " + Titles.LONGEST + " characters");
        }
        if (!Titles.isStorable(text)) {
            throw new RefusedLineException("title holds U+0000 or half of a surrogate pair");
        }
        return Titles.named(text);
    }

    private long inRange(long seconds, byte[] bytes, int from, int to) {
        if (seconds < 0 || seconds > latestRatedAt) {
            throw refusal(
                    "rating_date must be from 1970-01-01 to " + Instant.ofEpochSecond(latestRatedAt), bytes, from, to);
        }
        return seconds;
    }

    /** A run of 1 to 18 digits as a number, −1 for anything else. */
    private static long digits(byte[] bytes, int from, int to) {
        if (to <= from || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static boolean isIsoDate(byte[] bytes, int from, int to) {
        return to - from == 10
                && bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && digits(bytes, from, from + 4) >= 0
                && digits(bytes, from + 5, from + 7) >= 0
                && digits(bytes, from + 8, to) >= 0;
    }

    /** The same as {@link IsoDates} says, without a text: almost every date of a file is one of these. */
    private static OptionalLong midnight(byte[] bytes, int from) {
        int year = (int) digits(bytes, from, from + 4);
        int month = (int) digits(bytes, from + 5, from + 7);
        int day = (int) digits(bytes, from + 8, from + 10);
        try {
            return OptionalLong.of(LocalDate.of(year, month, day).toEpochDay() * RatingDates.SECONDS_PER_DAY);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static RefusedLineException refusal(String rule, byte[] bytes, int from, int to) {
        return new RefusedLineException(rule, shortened(text(bytes, from, Math.max(from, to))));
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String shortened(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...";
    }
}
