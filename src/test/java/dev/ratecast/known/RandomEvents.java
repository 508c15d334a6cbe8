package dev.ratecast.known;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded events about few customers and movies, so that they meet: replacements, withdrawals, erasures, changed years. */
public final class RandomEvents {
    private final Random random;
    private final int customers;
    private final int movies;

    public RandomEvents(long seed, int customers, int movies) {
        this.random = new Random(seed);
        this.customers = customers;
        this.movies = movies;
    }

    /** The next {@code count} events, whole stars from 1 to 5. */
    public List<RatingEvent> next(int count) {
        List<RatingEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    /** Every customer and movie paired, and an unknown one of each. */
    public List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (int c = 0; c <= customers; c++) {
            for (int m = 0; m <= movies; m++) {
                questions.add(new Question(customer(c), movie(m)));
            }
        }
        return questions;
    }

    private RatingEvent next() {
        CustomerId customer = customer(random.nextInt(customers));
        int kind = random.nextInt(100);
        if (kind == 0) {
            return new RatingEvent.Erased(customer);
        }
        int movie = random.nextInt(movies);
        Integer year = random.nextInt(4) == 0 ? null : 1995 - 12 * random.nextInt(4);
        String title = random.nextInt(3) == 0 ? null : "Movie " + movie + " " + random.nextInt(3);
        MovieFacts facts = MovieFacts.named(movie(movie), year, title);
        long ratedAt = 1_000_000_000L + 86_400L * random.nextInt(20);
        return kind < 10
                ? new RatingEvent.Withdrawn(customer, facts, ratedAt)
                : new RatingEvent.Rated(customer, facts, 1 + random.nextInt(5), ratedAt);
    }

    private static CustomerId customer(int number) {
        return new CustomerId(number * 1_000_003L);
    }

    private static MovieId movie(int number) {
        return new MovieId(CustomerId.MAX_VALUE - number);
    }
}
