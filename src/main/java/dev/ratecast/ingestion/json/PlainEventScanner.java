package dev.ratecast.ingestion.json;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.Titles;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that almost all events are: a rating of whole stars with a bare date, its fields named once, in ASCII
 * without escapes, under its customer's key. Whatever is anything else it leaves to the parser that knows every case;
 * what it does read, it reads as that one would.
 *
 * <p>It makes neither a tree nor a text of a value.
 */
final class PlainEventScanner {
    private static final int LARGEST_RATING = 100;
    private static final int DATE_LENGTH = 10;

    private static final byte[] CUSTOMER = ascii("customer_id");
    private static final byte[] MOVIE = ascii("movie_id");
    private static final byte[] RATING = ascii("rating");
    private static final byte[] DATE = ascii("rating_date");
    private static final byte[] YEAR = ascii("release_year");
    private static final byte[] TITLE = ascii("title");
    private static final byte[] NULL = ascii("null");

    private final int[] unitsOfStars = new int[LARGEST_RATING + 1];
    private final boolean[] isOnScale = new boolean[LARGEST_RATING + 1];
    private final ToldMovies movies = new ToldMovies();

    PlainEventScanner(RatingScale scale) {
        for (int stars = 0; stars <= LARGEST_RATING; stars++) {
            OptionalInt units = scale.unitsOf(BigDecimal.valueOf(stars));
            isOnScale[stars] = units.isPresent();
            unitsOfStars[stars] = units.orElse(0);
        }
    }

    /**
     * Reads one value.
     *
     * @param latest the last rating_date that is valid, in epoch seconds
     * @return the event, or null where another has to look
     */
    RatingEvent.@Nullable Rated scan(byte[] key, byte[] value, long latest) {
        Scan scan = new Scan(value);
        if (!scan.object() || scan.customer < 0 || scan.movie < 0 || scan.rating < 0 || scan.date < 0) {
            return null;
        }
        long ratedAt = scan.date * RatingDates.SECONDS_PER_DAY;
        if (ratedAt > latest
                || !isOnScale[scan.rating]
                || !Arrays.equals(key, 0, key.length, value, scan.customerFrom, scan.customerTo)) {
            return null;
        }
        MovieFacts movie = movies.facts(scan.movie, scan.year, scan.hasTitle, value, scan.titleFrom, scan.titleTo);
        return new RatingEvent.Rated(new CustomerId(scan.customer), movie, unitsOfStars[scan.rating], ratedAt);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** One pass over a value. Numbers are −1 until they are found; a field that comes twice is not plain. */
    private static final class Scan {
        private final byte[] value;
        private int at;
        private long customer = -1;
        private int customerFrom;
        private int customerTo;
        private long movie = -1;
        private int rating = -1;
        private long date = -1;
        private int year = -1;
        private boolean yearSeen;
        private int titleFrom;
        private int titleTo;
        private boolean titleSeen;
        /** Whether the title is there and not blank: the same as {@link Titles#named} says. */
        private boolean hasTitle;

        Scan(byte[] value) {
            this.value = value;
        }

        boolean object() {
            if (!next('{')) {
                return false;
            }
            do {
                if (!member()) {
                    return false;
                }
            } while (next(','));
            return next('}') && at == value.length;
        }

        private boolean member() {
            if (!next('"')) {
                return false;
            }
            int from = at;
            while (at < value.length && value[at] != '"') {
                at++;
            }
            int to = at;
            if (!next('"') || !next(':')) {
                return false;
            }
            skipSpaces();
            if (is(CUSTOMER, from, to)) {
                boolean first = customer < 0;
                customerFrom = at;
                customer = number(CustomerId.MAX_VALUE);
                customerTo = at;
                return first && customer >= 0;
            }
            if (is(MOVIE, from, to)) {
                boolean first = movie < 0;
                movie = number(CustomerId.MAX_VALUE);
                return first && movie >= 0;
            }
            if (is(RATING, from, to)) {
                boolean first = rating < 0;
                rating = (int) number(LARGEST_RATING);
                return first && rating >= 0;
            }
            if (is(DATE, from, to)) {
                boolean first = date < 0;
                date = date();
                return first && date >= 0;
            }
            if (is(YEAR, from, to)) {
                return year();
            }
            return is(TITLE, from, to) && title();
        }

        private boolean year() {
            boolean first = !yearSeen;
            yearSeen = true;
            if (isNull()) {
                return first;
            }
            year = (int) number(MovieFacts.LAST_YEAR);
            return first && year >= MovieFacts.FIRST_YEAR;
        }

        private boolean title() {
            boolean first = !titleSeen;
            titleSeen = true;
            if (isNull()) {
                return first;
            }
            if (!next('"')) {
                return false;
            }
            titleFrom = at;
            while (at < value.length && value[at] != '"') {
                // Below the space are control characters, and bytes beyond ASCII are negative.
                if (value[at] < ' ' || value[at] == '\\' || value[at] == 0x7F) {
                    return false;
                }
                hasTitle |= value[at] != ' ';
                at++;
            }
            titleTo = at;
            return first && next('"') && titleTo - titleFrom <= Titles.LONGEST;
        }

        /** The days since 1970-01-01 of a bare date, or −1. */
        private long date() {
            if (!next('"') || at + DATE_LENGTH >= value.length) {
                return -1;
            }
            int from = at;
            at += DATE_LENGTH;
            int years = digits(from, 4);
            int month = digits(from + 5, 2);
            int day = digits(from + 8, 2);
            if (years < 0
                    || month < 0
                    || day < 0
                    || value[from + 4] != '-'
                    || value[from + 7] != '-'
                    || value[at++] != '"') {
                return -1;
            }
            try {
                return LocalDate.of(years, month, day).toEpochDay();
            } catch (DateTimeException e) {
                return -1;
            }
        }

        private int digits(int from, int count) {
            int number = 0;
            for (int i = from; i < from + count; i++) {
                if (!isDigit(value[i])) {
                    return -1;
                }
                number = number * 10 + value[i] - '0';
            }
            return number;
        }

        /** A whole number without sign, leading zero, fraction or exponent, or −1. */
        private long number(long largest) {
            int from = at;
            long number = 0;
            while (at < value.length && isDigit(value[at])) {
                number = number * 10 + value[at++] - '0';
                if (number > largest) {
                    return -1;
                }
            }
            boolean leadingZero = at - from > 1 && value[from] == '0';
            return at == from || leadingZero || at == value.length || !endsNumber(value[at]) ? -1 : number;
        }

        private static boolean endsNumber(byte b) {
            return b == ',' || b == '}' || b == ' ';
        }

        private boolean isNull() {
            if (is(NULL, at, Math.min(value.length, at + NULL.length))) {
                at += NULL.length;
                return true;
            }
            return false;
        }

        private boolean is(byte[] name, int from, int to) {
            return Arrays.equals(name, 0, name.length, value, from, to);
        }

        /** Steps over spaces and then this character, where it is there. */
        private boolean next(char c) {
            skipSpaces();
            if (at < value.length && value[at] == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipSpaces() {
            while (at < value.length && value[at] == ' ') {
                at++;
            }
        }

        private static boolean isDigit(byte b) {
            return b >= '0' && b <= '9';
        }
    }
}
