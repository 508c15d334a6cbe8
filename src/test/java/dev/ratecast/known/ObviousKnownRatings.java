package dev.ratecast.known;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingKey;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.RatingState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The known ratings as a definition: maps of everything, and every fact by looping over all of it. */
public final class ObviousKnownRatings implements KnownRatings {
    private final RatingScale scale;
    private final Eras eras;
    private final BigDecimal maxMeanGap;
    private final Map<RatingKey, RatingState> ratings = new TreeMap<>();
    private final Map<MovieId, MovieFacts> movies = new TreeMap<>();

    public ObviousKnownRatings(RatingScale scale, Eras eras, BigDecimal maxMeanGap) {
        this.scale = scale;
        this.eras = eras;
        this.maxMeanGap = maxMeanGap;
    }

    public void apply(RatingEvent event) {
        if (event instanceof RatingEvent.OnMovie onMovie) {
            movies.merge(onMovie.movie().movie(), onMovie.movie(), MovieFacts::merge);
            ratings.merge(
                    onMovie.key(),
                    onMovie.state(),
                    (stored, arriving) -> arriving.ratedAt() < stored.ratedAt() ? stored : arriving);
        } else {
            ratings.keySet().removeIf(key -> key.customer().equals(event.customer()));
        }
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        return questions.stream().map(question -> facts(question, wanted)).toList();
    }

    @Override
    public boolean isQuick(Question question) {
        return false;
    }

    @Override
    public List<MovieId> unrated(CustomerId customer, long minRatings) {
        Map<MovieId, Integer> own = ratingsOf(customer);
        return movies.keySet().stream()
                .filter(movie -> !own.containsKey(movie))
                .filter(movie -> tally(key -> key.movie().equals(movie)).count() >= minRatings)
                .toList();
    }

    private KnownFacts facts(Question question, Wanted wanted) {
        Map<MovieId, Integer> own = ratingsOf(question.customer());
        MovieFacts named = movies.get(question.movie());
        KnownMovie movie = named == null
                ? null
                : new KnownMovie(
                        named.releaseYear(), named.title(), eras.of(named.releaseYear()), tally(key -> key.movie()
                                .equals(question.movie())));
        return new KnownFacts(
                question,
                byEra(key -> key.customer().equals(question.customer())),
                own.get(question.movie()),
                movie,
                byEra(key -> true),
                neighborhood(question, own, wanted.nearest()),
                history(question.customer()),
                raterMeans(question.movie()),
                movie != null && wanted.ratersOf().includes(question.movie(), movie.ratings())
                        ? raters(question.movie())
                        : Raters.NONE);
    }

    private History history(CustomerId customer) {
        List<RatingKey> keys = current(key -> key.customer().equals(customer));
        List<Tally> tallies = keys.stream()
                .map(key -> tally(other -> other.movie().equals(key.movie())))
                .toList();
        return new History(
                keys.stream().mapToLong(key -> key.movie().value()).toArray(),
                keys.stream().mapToInt(this::unitsOf).toArray(),
                keys.stream().mapToLong(key -> ratings.get(key).ratedAt()).toArray(),
                keys.stream()
                        .map(key -> movies.get(key.movie()).releaseYear())
                        .mapToInt(year -> year == null ? History.NO_YEAR : year)
                        .toArray(),
                tallies.stream().mapToLong(Tally::count).toArray(),
                tallies.stream().mapToLong(Tally::sum).toArray(),
                keys.stream()
                        .mapToLong(key -> raterMeans(key.movie()).sumShares())
                        .toArray(),
                keys.stream()
                        .mapToLong(key -> raterMeans(key.movie()).weights())
                        .toArray());
    }

    private Raters raters(MovieId movie) {
        List<RatingKey> keys = current(key -> key.movie().equals(movie));
        return new Raters(
                keys.stream().mapToLong(key -> key.customer().value()).toArray(),
                keys.stream().mapToInt(this::unitsOf).toArray());
    }

    private RaterMeans raterMeans(MovieId movie) {
        RaterMeans means = RaterMeans.NONE;
        for (RatingKey key : current(key -> key.movie().equals(movie))) {
            Tally rater = tally(other -> other.customer().equals(key.customer()));
            means = means.plus(RaterMeans.of(rater.count(), rater.sum()));
        }
        return means;
    }

    /** Sorted by customer, then movie, both ascending. */
    private List<RatingKey> current(java.util.function.Predicate<RatingKey> which) {
        return ratings.entrySet().stream()
                .filter(entry -> entry.getValue().units() != null)
                .map(Map.Entry::getKey)
                .filter(which)
                .toList();
    }

    private int unitsOf(RatingKey key) {
        return java.util.Objects.requireNonNull(ratings.get(key).units());
    }

    private Neighborhood neighborhood(Question question, Map<MovieId, Integer> own, int nearest) {
        List<Neighbor> neighbors = new ArrayList<>();
        for (CustomerId other :
                ratings.keySet().stream().map(RatingKey::customer).distinct().toList()) {
            Map<MovieId, Integer> theirs = ratingsOf(other);
            if (other.equals(question.customer()) || !theirs.containsKey(question.movie())) {
                continue;
            }
            List<MovieId> common = own.keySet().stream()
                    .filter(m -> theirs.containsKey(m) && !m.equals(question.movie()))
                    .toList();
            long gap = common.stream()
                    .mapToLong(m -> Math.abs(own.get(m) - theirs.get(m)))
                    .sum();
            BigDecimal limit = maxMeanGap.multiply(BigDecimal.valueOf(common.size()));
            if (!common.isEmpty() && scale.starsOf(gap).compareTo(limit) <= 0) {
                neighbors.add(new Neighbor(other, theirs.get(question.movie()), common.size(), gap));
            }
        }
        neighbors.sort(Comparator.comparingDouble((Neighbor n) -> (double) n.gapSum() / n.commonMovies())
                .thenComparingInt(n -> -n.commonMovies())
                .thenComparing(Neighbor::customer));
        long sum = neighbors.stream().mapToLong(Neighbor::units).sum();
        return new Neighborhood(
                new Tally(neighbors.size(), sum),
                List.copyOf(neighbors.subList(0, Math.min(nearest, neighbors.size()))));
    }

    private Map<MovieId, Integer> ratingsOf(CustomerId customer) {
        Map<MovieId, Integer> units = new TreeMap<>();
        ratings.forEach((key, state) -> {
            if (key.customer().equals(customer) && state.units() != null) {
                units.put(key.movie(), state.units());
            }
        });
        return units;
    }

    private List<Tally> byEra(java.util.function.Predicate<RatingKey> which) {
        return eras.all().stream()
                .map(era -> tally(key -> which.test(key) && eraOf(key.movie()).equals(era)))
                .toList();
    }

    private Tally tally(java.util.function.Predicate<RatingKey> which) {
        Tally tally = Tally.ZERO;
        for (Map.Entry<RatingKey, RatingState> entry : ratings.entrySet()) {
            Integer units = entry.getValue().units();
            if (units != null && which.test(entry.getKey())) {
                tally = tally.plus(Tally.of(units));
            }
        }
        return tally;
    }

    private Era eraOf(MovieId movie) {
        return eras.of(movies.get(movie).releaseYear());
    }
}
