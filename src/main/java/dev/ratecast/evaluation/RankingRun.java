package dev.ratecast.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Evaluates rankings: each customer's test ratings in the order of what was predicted for them, and what would have been
 * recommended at the cut out of the whole catalogue. Compared with the most popular movies and with the damped movie mean.
 */
public final class RankingRun {
    /** The ranker by predicted rating. */
    public static final String MODEL = "model";
    /** The ranker by how many ratings are known. */
    public static final String MOST_POPULAR = "most_popular";
    /** The ranker by damped movie mean; also the name of the baseline that predicts it. */
    public static final String MOVIE_MEAN = "movie_mean";

    private static final double UPPER_QUARTER = 0.75;

    private final ScoredRatings ratings;
    private final Catalogue catalogue;
    private final Settings settings;
    private final double min;
    private final double likedFrom;
    private final Map<String, RankerTally> tallies = new LinkedHashMap<>();

    /**
     * What is asked for.
     *
     * @param limit how many movies are recommended
     * @param cautious how many standard deviations are taken off the mean
     * @param customers of how many customers recommendations are looked at, drawn by the seed; 0 for all
     */
    public record Settings(int limit, double cautious, int customers, int resamples, long seed) {
        public Settings {
            if (limit < 1 || !(cautious >= 0) || customers < 0 || resamples < 1) {
                throw new IllegalArgumentException("ranking of " + limit + " movies for " + customers + " customers, "
                        + cautious + " standard deviations off, " + resamples + " resamples");
            }
        }
    }

    /** Told how many customers are done. */
    @FunctionalInterface
    public interface Progress {
        void onCustomer(int done, int of);
    }

    /**
     * A run over test ratings.
     *
     * @param ratings with a baseline {@link #MOVIE_MEAN}
     */
    public RankingRun(ScoredRatings ratings, Catalogue catalogue, Settings settings) {
        this.ratings = ratings;
        this.catalogue = catalogue;
        this.settings = settings;
        this.min = ratings.scale().min().doubleValue();
        this.likedFrom = min + UPPER_QUARTER * (ratings.scale().max().doubleValue() - min);
        for (String name : List.of(MODEL, MOST_POPULAR, MOVIE_MEAN)) {
            tallies.put(name, new RankerTally(catalogue, settings.limit()));
        }
    }

    /** Computes the figures. */
    public RankingReport run(Progress progress) {
        Map<Long, int[]> rowsByCustomer = rowsByCustomer();
        int ndcgCustomers =
                (int) rowsByCustomer.values().stream().filter(this::addNdcg).count();
        Map<Long, BitSet> liked = drawn(likedOf(rowsByCustomer));
        int done = 0;
        for (Map.Entry<Long, BitSet> customer : liked.entrySet()) {
            recommend(customer.getKey(), customer.getValue());
            progress.onCustomer(++done, liked.size());
        }
        Map<String, RankingScore> scores = new LinkedHashMap<>();
        tallies.forEach((name, tally) -> scores.put(name, tally.score(settings.resamples(), settings.seed())));
        return new RankingReport(
                settings.limit(),
                settings.cautious(),
                likedFrom,
                catalogue.movies().length,
                ndcgCustomers,
                liked.size(),
                scores);
    }

    private boolean addNdcg(int[] rows) {
        int movieMean = ratings.baselines().indexOf(MOVIE_MEAN);
        long[] movies = Arrays.stream(rows).mapToLong(ratings::movie).toArray();
        double[] rated = Arrays.stream(rows).mapToDouble(ratings::rating).toArray();
        Map<String, double[]> scores = Map.of(
                MODEL,
                Arrays.stream(rows)
                        .mapToDouble(row -> ratings.predicted(row) - settings.cautious() * ratings.sd(row))
                        .toArray(),
                MOST_POPULAR,
                Arrays.stream(rows).mapToDouble(ratings::movieCount).toArray(),
                MOVIE_MEAN,
                Arrays.stream(rows)
                        .mapToDouble(row -> ratings.baseline(row, movieMean))
                        .toArray());
        boolean counts = false;
        for (Map.Entry<String, double[]> ranker : scores.entrySet()) {
            double ndcg = Ndcg.of(ranker.getValue(), rated, movies, min, settings.limit());
            if (!Double.isNaN(ndcg)) {
                tally(ranker.getKey()).addNdcg(ndcg);
                counts = true;
            }
        }
        return counts;
    }

    private void recommend(long customer, BitSet liked) {
        int movies = catalogue.movies().length;
        double[] means = new double[movies];
        double[] sds = new double[movies];
        catalogue.predict(customer, means, sds);
        for (int place = 0; place < movies; place++) {
            means[place] -= settings.cautious() * sds[place];
        }
        BitSet rated = catalogue.ratedBy(customer);
        tally(MODEL).addRecommendations(means, rated, liked);
        tally(MOST_POPULAR)
                .addRecommendations(
                        Arrays.stream(catalogue.ratingCounts()).asDoubleStream().toArray(), rated, liked);
        tally(MOVIE_MEAN).addRecommendations(catalogue.dampedMeans().clone(), rated, liked);
    }

    /** The rows of each customer, ascending by customer so that sums do not depend on a hash. */
    private Map<Long, int[]> rowsByCustomer() {
        Map<Long, int[]> byCustomer = new TreeMap<>();
        Map<Long, Integer> sizes = new TreeMap<>();
        for (int row = 0; row < ratings.size(); row++) {
            sizes.merge(ratings.customer(row), 1, Integer::sum);
        }
        for (int row = ratings.size() - 1; row >= 0; row--) {
            long customer = ratings.customer(row);
            int[] rows = byCustomer.computeIfAbsent(customer, id -> new int[sizes.getOrDefault(id, 0)]);
            rows[sizes.merge(customer, -1, Integer::sum)] = row;
        }
        return byCustomer;
    }

    /** The places of the movies that each customer liked and had not rated before; customers without any are left out. */
    private Map<Long, BitSet> likedOf(Map<Long, int[]> rowsByCustomer) {
        Map<Long, BitSet> liked = new TreeMap<>();
        IntUnaryOperator placeOfRow = row -> Arrays.binarySearch(catalogue.movies(), ratings.movie(row));
        rowsByCustomer.forEach((customer, rows) -> {
            BitSet places = new BitSet();
            Arrays.stream(rows)
                    .filter(row -> ratings.rating(row) >= likedFrom)
                    .map(placeOfRow)
                    .filter(place -> place >= 0)
                    .forEach(places::set);
            places.andNot(catalogue.ratedBy(customer));
            if (!places.isEmpty()) {
                liked.put(customer, places);
            }
        });
        return liked;
    }

    /** As many customers as the settings say. */
    private Map<Long, BitSet> drawn(Map<Long, BitSet> liked) {
        if (settings.customers() == 0 || settings.customers() >= liked.size()) {
            return liked;
        }
        List<Long> customers = new ArrayList<>(liked.keySet());
        SplittableRandom random = new SplittableRandom(settings.seed());
        Map<Long, BitSet> drawn = new TreeMap<>();
        for (int i = 0; i < settings.customers(); i++) {
            int last = customers.size() - 1;
            int j = random.nextInt(last + 1);
            Long customer = customers.get(j);
            customers.set(j, customers.get(last));
            customers.remove(last);
            BitSet places = liked.get(customer);
            if (places != null) {
                drawn.put(customer, places);
            }
        }
        return drawn;
    }

    private RankerTally tally(String ranker) {
        RankerTally tally = tallies.get(ranker);
        if (tally == null) {
            throw new IllegalArgumentException("no ranker is called " + ranker);
        }
        return tally;
    }
}
