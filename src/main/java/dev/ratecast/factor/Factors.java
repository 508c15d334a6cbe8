package dev.ratecast.factor;

/**
 * Latent factors as fitted on one state of the known ratings: rating ≈ mean + customer's bias + movie's bias + spread ·
 * customer's vector · movie's vector, on the scale mapped to 0..1. Only products, norms and angles of vectors mean
 * anything: a rotation of all of them is the same fit. Unchanging.
 *
 * @param version the name that replies carry as {@code factor_version}; empty for {@link #NONE}
 * @param mean the overall mean, on the scale mapped to 0..1
 * @param spread the standard deviation of what mean and biases leave over, which the vectors explain
 * @param ratings how many ratings were known when they were fitted
 * @param latest the latest rating date among those, in epoch seconds
 * @param titles how good movies are by their titles
 * @param audiences where movies stand by who rates them
 */
public record Factors(
        String version,
        double mean,
        double spread,
        long ratings,
        long latest,
        FactorTable movies,
        FactorTable customers,
        TitleEffects titles,
        MovieAudiences audiences) {
    /** No factors yet: nothing has a vector. */
    public static final Factors NONE = new Factors(
            "",
            0,
            1,
            0,
            0,
            FactorTable.empty(FactorSettings.DEFAULT.rank()),
            FactorTable.empty(FactorSettings.DEFAULT.rank()),
            TitleEffects.NONE,
            MovieAudiences.unknown(0));

    public Factors {
        if (movies.rank() != customers.rank()) {
            throw new IllegalArgumentException("customers and movies have vectors of one rank");
        }
        if (titles.size() != movies.size()) {
            throw new IllegalArgumentException(
                    "effects of titles are of " + titles.size() + " movies, factors of " + movies.size());
        }
        if (audiences.size() != movies.size()) {
            throw new IllegalArgumentException(
                    "audiences are of " + audiences.size() + " movies, factors of " + movies.size());
        }
    }

    /** How many ratings a movie had on average; 20 while there are no factors. */
    public double ratingsPerMovie() {
        return movies.size() == 0 ? 20 : (double) ratings / movies.size();
    }

    /** The share of the known ratings that they were fitted on: 1, or that of a {@link FactorSample}. */
    double share() {
        return ratings == 0 ? 1 : (double) movies.ratings() / ratings;
    }

    public int rank() {
        return movies.rank();
    }

    /** The {@link FactorTable#taste} at a place among the movies; 0 for {@link FactorTable#NONE}. */
    public float movieTaste(int place) {
        return place == FactorTable.NONE ? 0 : movies.taste(place);
    }

    /** What the title of the movie at a place says; 0 for {@link FactorTable#NONE}. */
    public float movieTitle(int place) {
        return place == FactorTable.NONE ? 0 : titles.ofMovie(place);
    }

    /** The vector at a place among the movies; all zero for {@link FactorTable#NONE}. */
    public float[] movieVector(int place) {
        return place == FactorTable.NONE ? new float[rank()] : movies.vector(place);
    }

    /** Where the movie at a place stands by who rates it; all zero for {@link FactorTable#NONE}. */
    public float[] movieAudience(int place) {
        return place == FactorTable.NONE ? new float[audiences.rank()] : audiences.of(place);
    }
}
