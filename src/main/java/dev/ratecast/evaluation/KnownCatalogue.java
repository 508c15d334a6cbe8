package dev.ratecast.evaluation;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.RatingMatrix;
import dev.ratecast.feature.DampedMeans;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.Question;
import dev.ratecast.model.Estimate;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.UnitInterval;
import dev.ratecast.training.RatingLog;
import dev.ratecast.training.Replay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The catalogue at the cut, and predictions from known ratings that hold everything up to the cut and nothing later. */
public final class KnownCatalogue implements Catalogue {
    private static final int QUESTIONS_AT_ONCE = 1024;

    private final KnownRatings known;
    private final FeatureAssembler assembler;
    private final Factors factors;
    private final Estimator estimator;
    private final long cutAt;
    private final long[] movies;
    private final int[] counts;
    private final double[] means;
    private final Map<Long, BitSet> rated = new HashMap<>();

    /**
     * The catalogue of rows up to the cut.
     *
     * @param replay with exactly these rows applied, and factors fitted on them or on earlier ones
     * @param order rows of the log, in time order
     * @param cut how many of them come before the test
     * @param cutAt the date that predictions are asked for, in epoch seconds
     * @param customers whose ratings up to the cut to keep
     */
    public KnownCatalogue(
            Replay replay, Estimator estimator, RatingLog log, int[] order, int cut, long cutAt, Set<Long> customers) {
        this.known = replay.state().known();
        this.assembler = replay.assembler();
        this.factors = replay.factors();
        this.estimator = estimator;
        this.cutAt = cutAt;
        this.movies = Arrays.stream(order, 0, cut)
                .mapToLong(log::movie)
                .distinct()
                .sorted()
                .toArray();
        this.counts = new int[movies.length];
        this.means = new double[movies.length];
        for (int place = 0; place < cut; place++) {
            int row = order[place];
            int movie = Arrays.binarySearch(movies, log.movie(row));
            if (customers.contains(log.customer(row))) {
                rated.computeIfAbsent(log.customer(row), id -> new BitSet()).set(movie, !log.withdrawn(row));
            }
        }
        Tally[] tallies = tallies(replay.state().matrix().get());
        DampedMeans damped = new DampedMeans(UnitInterval.of(assembler.schema().scale()));
        double overall = damped.overall(Arrays.stream(tallies).reduce(Tally.ZERO, Tally::plus));
        for (int place = 0; place < movies.length; place++) {
            counts[place] = Math.toIntExact(tallies[place].count());
            means[place] = damped.stars(damped.ofMovie(tallies[place], overall));
        }
    }

    /** All known ratings of each movie, by place. */
    private Tally[] tallies(RatingMatrix matrix) {
        Tally[] tallies = new Tally[movies.length];
        Arrays.fill(tallies, Tally.ZERO);
        RatingMatrix.Row row = new RatingMatrix.Row();
        for (int movie = 0; movie < matrix.movies(); movie++) {
            matrix.readMovie(movie, row);
            if (row.length() > 0) {
                long units = 0;
                for (int i = 0; i < row.length(); i++) {
                    units += row.units(i);
                }
                tallies[Arrays.binarySearch(movies, matrix.movieId(movie))] = new Tally(row.length(), units);
            }
        }
        return tallies;
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
            List<Occasion> occasions = Collections.nCopies(to - from, Occasion.at(cutAt));
            List<Long> dates = Collections.nCopies(to - from, cutAt);
            for (int place = from; place < to; place++) {
                questions.add(new Question(new CustomerId(customer), new MovieId(movies[place])));
            }
            List<Estimate> estimates = estimator.estimate(features(questions, occasions), dates);
            for (int place = from; place < to; place++) {
                predicted[place] = estimates.get(place - from).rating();
                sds[place] = estimates.get(place - from).sd();
            }
        }
    }

    private List<FeatureVector> features(List<Question> questions, List<Occasion> occasions) {
        return assembler.of(known.facts(questions, assembler.wanted(factors, 0)), occasions, factors);
    }
}
