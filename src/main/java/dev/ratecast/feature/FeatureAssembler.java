package dev.ratecast.feature;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import org.jspecify.annotations.Nullable;

/**
 * Computes features from facts: the one place where a feature's formula stands, for training and for serving. The
 * customer's own rating of the movie is left out of every feature; only the stand-in mean of all known ratings keeps
 * it.
 */
public final class FeatureAssembler {
    private final RatingScale scale;
    private final Eras eras;
    private final FeatureSchema schema;

    public FeatureAssembler(RatingScale scale, Eras eras) {
        this.scale = scale;
        this.eras = eras;
        this.schema = FeatureSchema.of(scale, eras);
    }

    public FeatureSchema schema() {
        return schema;
    }

    /** The base features, in stars. */
    public BaseFeatures base(KnownFacts facts, Occasion occasion) {
        Era era = eraOf(facts, occasion);
        double standIn = standIn(facts);
        Tally inEra = facts.customerByEra().get(era.index()).minus(own(facts));
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
     * The feature vector in {@link #schema} order. Ratings and means are mapped from the scale to 0..1, deviations to
     * −1..1; counts are log(1 + n); the year counts from 2000.
     */
    public float[] vector(KnownFacts facts, Occasion occasion) {
        BaseFeatures base = base(facts, occasion);
        Tally own = own(facts);
        Tally customer = facts.customer().minus(own);
        Tally movie = movieTally(facts).minus(own);
        double meanUnits = base.standIn() * scale.unitsPerStar();
        double customerMean = base.standIn() + DampedBiases.ofCustomer(customer, meanUnits) / scale.unitsPerStar();
        double movieMean = base.standIn() + DampedBiases.ofMovie(movie, meanUnits) / scale.unitsPerStar();
        float[] vector = new float[schema.size()];
        int i = 0;
        vector[i++] = share(baseline(facts));
        vector[i++] = share(base.eraMean());
        vector[i++] = share(base.neighborMean());
        vector[i++] = (float) Math.log1p((double) base.neighborCount());
        vector[i++] = base.neighborCount() > 0 ? 1 : 0;
        vector[i++] = share(customerMean);
        vector[i++] = (float) Math.log1p((double) customer.count());
        vector[i++] = share(movieMean);
        vector[i++] = (float) Math.log1p((double) movie.count());
        vector[i++] = share(base.standIn());
        vector[i++] = base.ratingYear() - 2000;
        vector[i + base.era().index()] = 1;
        return vector;
    }

    /** The streamed baseline that the network corrects: damped customer and movie biases, in stars inside the scale. */
    public double baseline(KnownFacts facts) {
        double standIn = standIn(facts);
        double meanUnits = standIn * scale.unitsPerStar();
        Tally own = own(facts);
        double deviation = DampedBiases.ofCustomer(facts.customer().minus(own), meanUnits)
                + DampedBiases.ofMovie(movieTally(facts).minus(own), meanUnits);
        return scale.clamp(standIn + deviation / scale.unitsPerStar());
    }

    private Era eraOf(KnownFacts facts, Occasion occasion) {
        KnownMovie movie = facts.movie();
        return movie == null ? eras.of(occasion.releaseYear()) : movie.era();
    }

    private double standIn(KnownFacts facts) {
        return meanOr(facts.all(), scale.middle());
    }

    private static Tally movieTally(KnownFacts facts) {
        KnownMovie movie = facts.movie();
        return movie == null ? Tally.ZERO : movie.ratings();
    }

    private static Tally own(KnownFacts facts) {
        @Nullable Integer units = facts.ownUnits();
        return units == null ? Tally.ZERO : Tally.of(units);
    }

    private double meanOr(Tally tally, double standIn) {
        return tally.count() == 0 ? standIn : scale.mean(tally.sum(), tally.count());
    }

    private float share(double stars) {
        double min = scale.min().doubleValue();
        return (float) ((stars - min) / (scale.max().doubleValue() - min));
    }
}
