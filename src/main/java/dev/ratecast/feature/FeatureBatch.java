package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.MovieFolding;
import dev.ratecast.known.History;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.rating.RatingDates;
import dev.ratecast.rating.UnitInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the features of questions that are asked together: of one state of the known ratings, with the same factors.
 * A customer's process is solved once for all questions about movies that the customer has not rated. Owned by one
 * thread.
 */
final class FeatureBatch {
    private final FeatureAssembler assembler;
    private final UnitInterval interval;
    private final DampedMeans means;
    private final List<Feature> features;
    private final CustomerPrior prior;
    private final @Nullable CustomerPrior plainPrior;
    private final MovieFolding folding;
    private final Factors factors;
    private final ProcessMemory memory;

    private @Nullable History solvedFor;
    private @Nullable Solved solved;

    FeatureBatch(
            FeatureAssembler assembler,
            UnitInterval interval,
            List<Feature> features,
            CustomerPrior prior,
            @Nullable CustomerPrior plainPrior,
            MovieFolding folding,
            Factors factors,
            ProcessMemory memory) {
        this.assembler = assembler;
        this.interval = interval;
        this.means = new DampedMeans(interval);
        this.features = features;
        this.prior = prior;
        this.plainPrior = plainPrior;
        this.folding = folding;
        this.factors = factors;
        this.memory = memory;
    }

    /** The features of one question. */
    FeatureVector of(KnownFacts facts, Occasion occasion) {
        Situation situation = situation(facts, occasion);
        float[] inputs = new float[features.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) features.get(i).formula().applyAsDouble(situation);
        }
        double biases =
                situation.mean() + situation.plainEffect() + situation.past().bias();
        return new FeatureVector(
                inputs,
                situation.base(),
                new FeatureVector.Baselines(
                        situation.base().standIn(),
                        means.stars(situation.movieMean()),
                        means.stars(biases),
                        means.stars(plainProcess(situation)),
                        means.stars(situation.process()),
                        situation.leftover().variance(),
                        situation.leftover().noise()),
                situation.past().tally().count(),
                situation.movieRatings().count());
    }

    private double plainProcess(Situation situation) {
        if (plainPrior == null) {
            return situation.process();
        }
        CustomerProcess plain = new CustomerProcess(plainPrior, situation.past().recent(), new ProcessMemory());
        Leftover leftover = plain.on(situation.movie(), situation.day());
        return situation.mean() + situation.movie().effect() + leftover.total();
    }

    private Situation situation(KnownFacts facts, Occasion occasion) {
        BaseFeatures base = assembler.base(facts, occasion);
        Tally own = facts.own();
        Tally all = facts.all().minus(own);
        double mean = means.overall(all);
        Solved customer = solved(facts, mean);
        Tally ratings = facts.movieRatings().minus(own);
        RaterMeans raters = own.count() == 0
                ? facts.raterMeans()
                : facts.raterMeans()
                        .minus(RaterMeans.of(
                                facts.customer().count(), facts.customer().sum()));
        int fitted = factors.movies().find(facts.question().movie().value());
        MovieView movie = MovieView.of(
                MovieEffect.of(
                        ratings,
                        raters,
                        mean,
                        factors.movieTaste(fitted),
                        factors.titles().of(fitted, title(facts, occasion)),
                        interval),
                ratings.count(),
                releaseYear(facts, occasion),
                folding.vector(
                        factors,
                        facts.question().movie(),
                        facts.raters(),
                        facts.question().customer()),
                factors.movieAudience(fitted),
                factors);
        long day = Math.floorDiv(occasion.ratedAt(), RatingDates.SECONDS_PER_DAY);
        return new Situation(
                base,
                interval.ofUnits(mean),
                interval.ofStars(base.eraMean()),
                interval.ofStars(base.neighborMean()),
                ratings,
                means.ofMovie(ratings, mean),
                MovieEffect.plain(ratings, raters, mean, interval),
                movie,
                customer.past(),
                customer.process().on(movie, day),
                day);
    }

    /** The customer's process, solved anew unless it is that of the question before. */
    @SuppressWarnings("ReferenceEquality") // the very history that was solved for; equal ones cost a comparison
    private Solved solved(KnownFacts facts, double mean) {
        History history = facts.history();
        int own = history.find(facts.question().movie());
        Solved last = solved;
        if (own < 0 && history == solvedFor && last != null) {
            return last;
        }
        PastRatings past = PastRatings.of(
                history, own, mean, interval, factors, prior.kernel().memory());
        Solved fresh = new Solved(past, new CustomerProcess(prior, past.recent(), memory));
        // Without the rating of one movie it serves for no other, and takes the place of what was solved before.
        solvedFor = own < 0 ? history : null;
        solved = fresh;
        return fresh;
    }

    private static int releaseYear(KnownFacts facts, Occasion occasion) {
        KnownMovie movie = facts.movie();
        Integer year = movie == null ? occasion.releaseYear() : movie.releaseYear();
        return year == null ? History.NO_YEAR : year;
    }

    private static @Nullable String title(KnownFacts facts, Occasion occasion) {
        KnownMovie movie = facts.movie();
        return movie == null ? occasion.title() : movie.title();
    }

    private record Solved(PastRatings past, CustomerProcess process) {}
}
