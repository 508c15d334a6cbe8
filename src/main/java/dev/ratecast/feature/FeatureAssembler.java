package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.MovieFolding;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.UnitInterval;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes features from facts: the one place where a feature's formula stands, for training and for serving. The
 * customer's own rating of the movie is left out of every feature; only the stand-in mean of all known ratings keeps
 * it.
 */
public final class FeatureAssembler {
    private final RatingScale scale;
    private final Eras eras;
    private final UnitInterval interval;
    private final List<Feature> features;
    private final FeatureChoice choice;
    private final FeatureSchema schema;
    private final CustomerPrior prior;
    private final CustomerPrior plainPrior = new CustomerPrior(CustomerKernel.PLAIN);
    private final MovieFolding folding;

    /** One batch at a time is under way in a thread. */
    private final ThreadLocal<ProcessMemory> memory = ThreadLocal.withInitial(ProcessMemory::new);

    /**
     * An assembler of some of the features.
     *
     * @param neighbors the rule by which facts name neighbors
     * @throws IllegalArgumentException where the choice names a feature that there is not
     */
    public FeatureAssembler(RatingScale scale, Eras eras, NeighborRule neighbors, FeatureChoice choice) {
        this.scale = scale;
        this.eras = eras;
        this.interval = UnitInterval.of(scale);
        this.choice = choice;
        this.prior = new CustomerPrior(choice.kernel());
        List<Feature> all = Feature.all(eras);
        List<String> names = all.stream().map(Feature::name).toList();
        choice.without().stream()
                .filter(name -> !names.contains(name))
                .findAny()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no feature is called " + name + "; there are " + names);
                });
        this.features = all.stream()
                .filter(feature -> !choice.without().contains(feature.name()))
                .toList();
        FactorSettings settings = FactorSettings.DEFAULT;
        this.schema = new FeatureSchema(
                features.stream().map(Feature::name).toList(), scale, neighbors, choice.kernel(), settings);
        this.folding = new MovieFolding(scale, settings);
    }

    public FeatureSchema schema() {
        return schema;
    }

    /** The base features, in stars. */
    public BaseFeatures base(KnownFacts facts, Occasion occasion) {
        Era era = eraOf(facts, occasion);
        double standIn = standIn(facts);
        Tally inEra = facts.customerByEra().get(era.index()).minus(facts.own());
        Neighborhood neighborhood = facts.neighborhood();
        return new BaseFeatures(
                meanOr(inEra, standIn),
                meanOr(neighborhood.ratings(), standIn),
                neighborhood.ratings().count(),
                occasion.year(),
                era,
                standIn);
    }

    /**
     * The features of questions of one state, with these factors, in their order.
     *
     * @param facts of one state of the known ratings; those about one customer best in a row
     * @param occasions as many
     */
    public List<FeatureVector> of(List<KnownFacts> facts, List<Occasion> occasions, Factors factors) {
        FeatureBatch batch = batch(factors);
        List<FeatureVector> vectors = new ArrayList<>(facts.size());
        for (int i = 0; i < facts.size(); i++) {
            vectors.add(batch.of(facts.get(i), occasions.get(i)));
        }
        return vectors;
    }

    /** The features of one question. */
    public FeatureVector of(KnownFacts facts, Occasion occasion, Factors factors) {
        return batch(factors).of(facts, occasion);
    }

    /** Begins a batch of questions of one state, with these factors. */
    private FeatureBatch batch(Factors factors) {
        return new FeatureBatch(
                this, interval, features, prior, choice.compared() ? plainPrior : null, folding, factors, memory.get());
    }

    /** What to list so that movies that have grown since the factors were fitted can be folded in. */
    public Wanted wanted(Factors factors, int nearest) {
        return new Wanted(nearest, (movie, ratings) -> folding.needsRaters(factors, movie, ratings));
    }

    private Era eraOf(KnownFacts facts, Occasion occasion) {
        KnownMovie movie = facts.movie();
        return movie == null ? eras.of(occasion.releaseYear()) : movie.era();
    }

    private double standIn(KnownFacts facts) {
        return meanOr(facts.all(), scale.middle());
    }

    private double meanOr(Tally tally, double standIn) {
        return tally.count() == 0 ? standIn : scale.mean(tally.sum(), tally.count());
    }
}
