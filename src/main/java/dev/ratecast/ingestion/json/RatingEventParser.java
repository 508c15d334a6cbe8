package dev.ratecast.ingestion.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratecast.ingestion.DeadLetterId;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.ingestion.ReceivedRecord;
import dev.ratecast.ingestion.Verdict;
import dev.ratecast.json.FieldReader;
import dev.ratecast.json.StrictJson;
import dev.ratecast.json.Violation;
import dev.ratecast.json.Violation.Code;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads records of the {@code ratings} topic: headers, key and value, strictly. */
public final class RatingEventParser implements EventParser {
    /** The header that names the version of the value's format; absent means 1. */
    public static final String VERSION_HEADER = "ratecast-event-version";

    private static final String KNOWN_VERSION = "1";

    private final RatingScale scale;
    private final PlainEventScanner scanner;
    private final Duration futureTolerance;

    /**
     * A parser of events on one scale.
     *
     * @param futureTolerance how far after its record's timestamp a rating may be dated
     */
    public RatingEventParser(RatingScale scale, Duration futureTolerance) {
        this.scale = scale;
        this.scanner = new PlainEventScanner(scale);
        this.futureTolerance = futureTolerance;
    }

    /** Every reason that there is for a record that is no event: a fault of its headers, its value or its key, or the store's. */
    public static List<String> reasons() {
        return Stream.concat(
                        Stream.of(
                                Verdict.Invalid.INVALID_REPLAY,
                                Verdict.Invalid.UNKNOWN_VERSION,
                                Verdict.Invalid.MISSING_KEY,
                                Verdict.Invalid.KEY_MISMATCH,
                                Verdict.Invalid.REFUSED_BY_DATABASE),
                        Stream.of(Code.values()).map(Code::text))
                .toList();
    }

    @Override
    public Verdict parse(ReceivedRecord record) {
        DeadLetterId replayOf = DeadLetterId.read(record.replay());
        if (record.replay() != null && replayOf == null) {
            return new Verdict.Invalid(
                    Verdict.Invalid.INVALID_REPLAY, "header " + DeadLetterId.REPLAY_HEADER + " names no dead letter");
        }
        byte[] version = record.version();
        if (version != null && !KNOWN_VERSION.equals(new String(version, StandardCharsets.UTF_8))) {
            return new Verdict.Invalid(
                    Verdict.Invalid.UNKNOWN_VERSION, "header " + VERSION_HEADER + " names an unknown version");
        }
        byte[] key = record.key();
        byte[] value = record.value();
        if (key != null && value != null) {
            RatingEvent plain = scanner.scan(key, value, latest(record.timestamp()));
            if (plain != null) {
                return new Verdict.Valid(plain, replayOf);
            }
        }
        Verdict verdict = parseAny(key, value, record.timestamp());
        return replayOf != null && verdict instanceof Verdict.Valid valid
                ? new Verdict.Valid(valid.event(), replayOf)
                : verdict;
    }

    /** Reads a value of whatever form. */
    Verdict parseAny(byte @Nullable [] key, byte @Nullable [] value, long recordTimestamp) {
        StrictJson.Reading reading = StrictJson.read(value);
        if (reading instanceof StrictJson.Refused refused) {
            return invalid(List.of(refused.violation()));
        }
        JsonNode node = ((StrictJson.Value) reading).node();
        List<Violation> violations = new ArrayList<>();
        FieldReader fields = new FieldReader(node, "", violations);
        if (!fields.isValid()) {
            return invalid(violations);
        }
        long customer = fields.requiredId("customer_id");
        if (fields.optionalFlag("erase")) {
            return violations.isEmpty()
                    ? keyed(key, new RatingEvent.Erased(new CustomerId(customer)))
                    : invalid(violations);
        }
        long movie = fields.requiredId("movie_id");
        @Nullable BigDecimal stars = fields.requiredNullableNumber("rating");
        OptionalInt units = stars == null ? OptionalInt.empty() : scale.unitsOf(stars);
        if (stars != null && units.isEmpty()) {
            fields.add("rating", Code.OUT_OF_RANGE, "is not on the scale " + scale);
        }
        long ratedAt = fields.requiredDate("rating_date", latest(recordTimestamp));
        @Nullable Integer year = fields.optionalYear("release_year");
        @Nullable String title = fields.optionalTitle("title");
        if (!violations.isEmpty()) {
            return invalid(violations);
        }
        CustomerId customerId = new CustomerId(customer);
        MovieFacts facts = MovieFacts.named(new MovieId(movie), year, title);
        return keyed(
                key,
                units.isPresent()
                        ? new RatingEvent.Rated(customerId, facts, units.getAsInt(), ratedAt)
                        : new RatingEvent.Withdrawn(customerId, facts, ratedAt));
    }

    private long latest(long recordTimestamp) {
        return Math.min(RatingDates.LATEST, Math.floorDiv(recordTimestamp, 1000L) + futureTolerance.toSeconds());
    }

    /** A record whose key is not its customer would sit in another customer's partition, where no order is promised. */
    private static Verdict keyed(byte @Nullable [] key, RatingEvent event) {
        if (key == null) {
            return new Verdict.Invalid(Verdict.Invalid.MISSING_KEY, "the key must be the customer_id as text");
        }
        String customer = event.customer().toString();
        if (!customer.equals(new String(key, StandardCharsets.UTF_8))) {
            return new Verdict.Invalid(
                    Verdict.Invalid.KEY_MISMATCH, "the key must be the customer_id as text, " + customer);
        }
        return new Verdict.Valid(event);
    }

    private static Verdict invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        String cause = violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
        return new Verdict.Invalid(first.code().text(), cause);
    }
}
