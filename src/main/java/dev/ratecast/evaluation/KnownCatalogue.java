package dev.ratecast.evaluation;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.training.RatingLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The catalogue at the cut, and predictions from known ratings that hold everything up to the cut and nothing later. */
public final class KnownCatalogue implements Catalogue {
    private static final int QUESTIONS_AT_ONCE = 1024;

    private final KnownRatings known;
    private final Estimator estimator;
    private final long cutAt;
    private final long[] movies;
    private final @Nullable Integer[] releaseYears;
    private final int[] counts;
    private final double[] means;
    private final Map<Long, BitSet> rated = new HashMap<>();

    /**
     * The catalogue of rows up to the cut.
     *
     * @param known with exactly these rows applied
     * @param order rows of the log, in time order
     * @param cut how many of them come before the test
     * @param cutAt the date that predictions are asked for, in epoch seconds
     * @param customers whose ratings up to the cut to keep
     */
    public KnownCatalogue(
            KnownRatings known,
            Estimator estimator,
            RatingScale scale,
            RatingLog log,
            int[] order,
            int cut,
            long cutAt,
            Set<Long> customers) {
        this.known = known;
        this.estimator = estimator;
        this.cutAt = cutAt;
        this.movies = Arrays.stream(order, 0, cut)
                .mapToLong(log::movie)
                .distinct()
                .sorted()
                .toArray();
        this.releaseYears = new @Nullable Integer[movies.length];
        this.counts = new int[movies.length];
        this.means = new double[movies.length];
        for (int place = 0; place < cut; place++) {
            int row = order[place];
            int movie = Arrays.binarySearch(movies, log.movie(row));
            releaseYears[movie] = log.releaseYear(row);
            if (customers.contains(log.customer(row))) {
                rated.computeIfAbsent(log.customer(row), id -> new BitSet()).set(movie, !log.withdrawn(row));
            }
        }
        for (int place = 0; place < movies.length; place++) {
            KnownFacts facts = facts(List.of(new Question(new CustomerId(0), new MovieId(movies[place]))))
                    .get(0);
            KnownMovie movie = facts.movie();
            Tally ratings = movie == null ? Tally.ZERO : movie.ratings();
            Tally all = facts.all();
            double mean = all.count() == 0 ? scale.middle() : scale.mean(all.sum(), all.count());
            counts[place] = Math.toIntExact(ratings.count());
            means[place] = StreamedBaselines.movieMean(ratings, mean, scale);
        }
    }

    @Override
    public long[] movies() {
        return movies;
    }

    @Override
    public int[] ratingCounts() {
        return counts;
    }

    @Override
    public double[] dampedMeans() {
        return means;
    }

    @Override
    public BitSet ratedBy(long customer) {
        return rated.getOrDefault(customer, new BitSet());
    }

    @Override
    public void predict(long customer, double[] predicted, double[] sds) {
        for (int from = 0; from < movies.length; from += QUESTIONS_AT_ONCE) {
            int to = Math.min(movies.length, from + QUESTIONS_AT_ONCE);
            List<Question> questions = new ArrayList<>(to - from);
            List<Occasion> occasions = new ArrayList<>(to - from);
            for (int place = from; place < to; place++) {
                questions.add(new Question(new CustomerId(customer), new MovieId(movies[place])));
                occasions.add(new Occasion(cutAt, releaseYears[place]));
            }
            List<Estimate> estimates = estimator.estimate(facts(questions), occasions);
            for (int place = from; place < to; place++) {
                predicted[place] = estimates.get(place - from).rating();
                sds[place] = estimates.get(place - from).sd();
            }
        }
    }

    private List<KnownFacts> facts(List<Question> questions) {
        return known.facts(questions, 0);
    }
}
