package dev.ratecast.rating;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.OptionalLong;

/**
 * Reads ISO 8601 dates ({@code 2005-02-03}) and date-times ({@code 2005-02-03T10:15}, with seconds, fractions and an
 * offset where wanted) to whole seconds since 1970-01-01T00:00Z. A bare date is its midnight; a time without offset is
 * UTC; fractions are cut off.
 */
public final class IsoDates {
    /** 9999-12-31T23:59:59Z in epoch seconds, the last date that is written with four digits. */
    public static final long LATEST = 253_402_300_799L;

    private static final int LONGEST = 64;

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private IsoDates() {}

    /** Seconds since the epoch, or empty where the text is no such date or names a day or time that does not exist. */
    public static OptionalLong epochSeconds(String text) {
        if (text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        try {
            TemporalAccessor parsed = FORMAT.parse(text);
            LocalTime time = parsed.query(TemporalQueries.localTime());
            int offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            return OptionalLong.of(LocalDate.from(parsed)
                    .toEpochSecond(time == null ? LocalTime.MIDNIGHT : time, ZoneOffset.ofTotalSeconds(offset)));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
