package dev.ratecast.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ratings, replacements, late ratings, withdrawals and erasures of few customers, all as a producer should send them,
 * and what they come to by the rules of docs/events.md. The same seed gives the same events.
 */
public final class WellFormedEvents {
    /** The customers are from this id on. */
    public static final long FIRST_CUSTOMER = 1_000_000;

    private static final int CUSTOMERS = 60;
    private static final int MOVIES = 40;
    private static final int DAYS = 30;
    private static final long FIRST_DATE = Instant.parse("2004-01-01T00:00:00Z").getEpochSecond();

    private final Random random;
    private final TreeMap<Pair, Stars> ratings = new TreeMap<>();

    public WellFormedEvents(long seed) {
        this.random = new Random(seed);
    }

    /**
     * An event.
     *
     * @param customer whose it is, the key
     * @param json the value
     */
    public record Event(long customer, String json) {}

    private record Pair(long customer, long movie) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            return Comparator.comparingLong(Pair::customer)
                    .thenComparingLong(Pair::movie)
                    .compare(this, other);
        }
    }

    private record Stars(String text, long ratedAt) {}

    /** The next event, which counts from now on. */
    public Event next() {
        long customer = FIRST_CUSTOMER + random.nextInt(CUSTOMERS);
        int kind = random.nextInt(200);
        if (kind == 0) {
            ratings.keySet().removeIf(pair -> pair.customer() == customer);
            return new Event(customer, "{\"customer_id\":%d,\"erase\":true}".formatted(customer));
        }
        Pair pair = new Pair(customer, FIRST_CUSTOMER + random.nextInt(MOVIES));
        String stars = kind < 20 ? "null" : Integer.toString(1 + random.nextInt(5));
        long ratedAt = FIRST_DATE + 86_400L * random.nextInt(DAYS);
        Stars before = ratings.get(pair);
        if (before == null || before.ratedAt() <= ratedAt) {
            ratings.put(pair, new Stars(stars, ratedAt));
        }
        String year = random.nextInt(3) == 0 ? "" : ",\"release_year\":" + (1950 + pair.movie() % 55);
        return new Event(
                customer,
                "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%s,\"rating_date\":\"%s\"%s}"
                        .formatted(customer, pair.movie(), stars, Instant.ofEpochSecond(ratedAt), year));
    }

    /** The ratings that all events so far come to, as {@link Tables#rows} gives those of {@link #stored}. */
    public List<String> ratings() {
        return ratings.entrySet().stream()
                .map(entry -> "%d|%d|%s|%d|"
                        .formatted(
                                entry.getKey().customer(),
                                entry.getKey().movie(),
                                entry.getValue().text(),
                                entry.getValue().ratedAt()))
                .sorted()
                .toList();
    }

    /** The query for the stored ratings of these customers. */
    public static String stored() {
        return "select customer_id, movie_id, rating, extract(epoch from rating_date)::bigint from rating"
                + " where customer_id between " + FIRST_CUSTOMER + " and " + (FIRST_CUSTOMER + CUSTOMERS - 1);
    }
}
