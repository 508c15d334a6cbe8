package dev.ratecast.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events of every kind, keyed as producers should, shuffled by a seed. */
final class ChaosEvents {
    /** On records that are no events, so that they can be told from the others at the end. */
    static final String GARBAGE_HEADER = "garbage";

    private static final long FIRST_DATE = Instant.parse("1999-01-01T00:00:00Z").getEpochSecond();
    private static final int DATES_SPAN_SECONDS = 6 * 365 * 86_400;
    private static final int RATINGS_PER_CUSTOMER = 60;

    /** What a record is meant to be. */
    enum Kind {
        RATING,
        DUPLICATE,
        REPLACEMENT,
        WITHDRAWAL,
        GARBAGE,
        ERASURE
    }

    private record Rating(long customer, long movie, int stars, long ratedAt, String facts) {
        String json(String rating, long date) {
            return "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%s,\"rating_date\":\"%s\"%s}"
                    .formatted(customer, movie, rating, Instant.ofEpochSecond(date), facts);
        }
    }

    private final String topic;
    private final Random random;
    private final int movies;
    private final List<ProducerRecord<byte[], byte[]>> records;
    private final List<Rating> ratings;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    ChaosEvents(String topic, int events, long seed) {
        this.topic = topic;
        this.random = new Random(seed);
        this.movies = Math.max(100, events / 400);
        this.records = new ArrayList<>(events);
        this.ratings = new ArrayList<>(events);
        int customers = Math.max(10, events / RATINGS_PER_CUSTOMER);
        int garbage = events / 100;
        int erasures = Math.max(3, Math.min(20, events / 10_000));
        int others = events * 8 / 100 + garbage + erasures;
        for (int i = 0; i < events - others; i++) {
            rate(i % customers, i / customers);
        }
        for (int i = 0; i < events * 5 / 100; i++) {
            Rating rating = any();
            add(Kind.DUPLICATE, rating.customer(), rating.json(Integer.toString(rating.stars()), rating.ratedAt()));
        }
        for (int i = 0; i < events * 2 / 100; i++) {
            Rating rating = any();
            // Half of them on the same date, where the later offset wins.
            long later = rating.ratedAt() + (random.nextBoolean() ? 0 : 1 + random.nextInt(1_000_000));
            add(Kind.REPLACEMENT, rating.customer(), rating.json(Integer.toString(1 + rating.stars() % 5), later));
        }
        for (int i = 0; i < events / 100; i++) {
            Rating rating = any();
            add(Kind.WITHDRAWAL, rating.customer(), rating.json("null", rating.ratedAt() + 2_000_000));
        }
        for (int i = 0; i < garbage; i++) {
            garbage(i);
        }
        for (int i = 0; i < erasures; i++) {
            long customer = random.nextInt(customers);
            add(Kind.ERASURE, customer, "{\"customer_id\":" + customer + ",\"erase\":true}");
        }
        Collections.shuffle(records, random);
    }

    /** In the order in which they are to be produced. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** How many there are of each kind. */
    Map<Kind, Integer> counts() {
        return counts;
    }

    private void rate(long customer, int nth) {
        long movie = (customer * 7_919 + nth) % movies;
        // Every fifth names no year, and one of a hundred another one, so that movies move between eras.
        int year = 1950 + (int) (movie % 55) - (random.nextInt(100) == 0 ? random.nextInt(30) : 0);
        String facts = random.nextInt(5) == 0 ? "" : ",\"release_year\":" + year + ",\"title\":\"Movie " + movie + "\"";
        long date = FIRST_DATE + random.nextInt(DATES_SPAN_SECONDS);
        Rating rating = new Rating(customer, movie, 1 + random.nextInt(5), date, facts);
        ratings.add(rating);
        add(Kind.RATING, customer, rating.json(Integer.toString(rating.stars()), date));
    }

    private Rating any() {
        return ratings.get(random.nextInt(ratings.size()));
    }

    private void garbage(int i) {
        long customer = random.nextInt(1_000);
        String value =
                switch (i % 5) {
                    case 0 -> "no JSON " + i;
                    case 1 ->
                        "{\"customer_id\":%d,\"movie_id\":1,\"rating\":99,\"rating_date\":\"2000-01-01\"}"
                                .formatted(customer);
                    case 2 -> "{\"customer_id\":%d,\"movie_id\":\"1\",\"rating\":3}".formatted(customer);
                    case 3 ->
                        "{\"customer_id\":%d,\"movie_id\":1,\"rating\":3,\"rating_date\":\"2000-01-01\"}"
                                .formatted(customer + 1);
                    default -> "";
                };
        add(Kind.GARBAGE, customer, value).headers().add(GARBAGE_HEADER, new byte[] {1});
    }

    private ProducerRecord<byte[], byte[]> add(Kind kind, long customer, String value) {
        ProducerRecord<byte[], byte[]> added = new ProducerRecord<>(
                topic,
                Long.toString(customer).getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
        records.add(added);
        counts.merge(kind, 1, Integer::sum);
        return added;
    }
}
