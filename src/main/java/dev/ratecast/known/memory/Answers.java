package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.History;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownMovie;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.known.Raters;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.MovieFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Answers batches of questions, each batch at one {@link Cut}. */
final class Answers {
    private final RatingArrays arrays;
    private final NeighborSearch neighbors;
    private final Listing listing;

    Answers(RatingArrays arrays, NeighborSearch neighbors) {
        this.arrays = arrays;
        this.neighbors = neighbors;
        this.listing = new Listing(arrays);
    }

    /** A batch under way. */
    private record Batch(Cut cut, List<Tally> allByEra, Wanted wanted, Scratch scratch) {}

    /** What an answer says about the customer; shared by questions in a row about the same one. */
    private record Asker(int customer, History history, List<Tally> byEra) {}

    /**
     * Answers at the newest state.
     *
     * @throws StaleCutException where the writer was too fast; a retry helps
     */
    List<KnownFacts> facts(List<Question> questions, Wanted wanted, Scratch scratch) {
        int[] customers = customers(questions);
        int[] movies = movies(questions);
        Cut cut = arrays.cut();
        // What was looked up before a cut and again after it, with the same result, holds at the cut.
        if (!Arrays.equals(customers, customers(questions)) || !Arrays.equals(movies, movies(questions))) {
            throw new StaleCutException();
        }
        // First of all: the log of shares is overtaken soonest.
        boolean ofOne = ofOne(customers);
        copyFigures(cut, ofOne, customers, movies, scratch);
        Batch batch = new Batch(cut, tallies(cut.byEraOfAll()), wanted, scratch);
        List<KnownFacts> facts = new ArrayList<>(questions.size());
        Asker asker = null;
        for (int i = 0; i < customers.length; i++) {
            if (asker == null || asker.customer() != customers[i]) {
                if (!ofOne) {
                    copyRatings(cut, customers[i], scratch.own);
                }
                asker = asker(batch, customers[i]);
            }
            facts.add(facts(batch, questions.get(i), asker, movies[i]));
        }
        return facts;
    }

    /** Copies the figures of all movies that the batch needs, or of simply all where it asks for several customers. */
    private void copyFigures(Cut cut, boolean ofOne, int[] customers, int[] movies, Scratch scratch) {
        MovieFigures figures = scratch.figures;
        figures.begin();
        if (ofOne) {
            copyRatings(cut, customers[0], scratch.own);
            figures.add(scratch.own);
            for (int movie : movies) {
                figures.add(movie);
            }
        } else {
            figures.addAll();
        }
        figures.putBack(cut);
    }

    private static boolean ofOne(int[] customers) {
        for (int customer : customers) {
            if (customer != customers[0]) {
                return false;
            }
        }
        return customers.length > 0;
    }

    private static void copyRatings(Cut cut, int customer, CustomerCopy into) {
        into.clear();
        if (customer != IdIndex.NONE) {
            cut.copyHistory(customer, into);
        }
    }

    /** A customer whose ratings have been copied. */
    private Asker asker(Batch batch, int customer) {
        CustomerCopy own = batch.scratch().own;
        return new Asker(
                customer,
                listing.history(batch.cut(), own, batch.scratch().figures),
                tallies(batch.cut().byEra(own)));
    }

    private KnownFacts facts(Batch batch, Question question, Asker asker, int movie) {
        MovieFacts named = movie == IdIndex.NONE ? null : batch.cut().facts(movie);
        if (named == null) {
            return new KnownFacts(
                    question,
                    asker.byEra(),
                    null,
                    null,
                    batch.allByEra(),
                    Neighborhood.EMPTY,
                    asker.history(),
                    RaterMeans.NONE,
                    Raters.NONE);
        }
        Scratch scratch = batch.scratch();
        long id = question.customer().value();
        KnownMovie known = knownMovie(named, scratch.figures.tally(movie));
        return new KnownFacts(
                question,
                asker.byEra(),
                arrays.codes.unitsOrNull(scratch.own.codeOf(movie)),
                known,
                batch.allByEra(),
                neighbors.of(
                        batch.cut(),
                        asker.customer(),
                        id,
                        scratch.own,
                        movie,
                        batch.wanted().nearest(),
                        scratch),
                asker.history(),
                scratch.figures.raterMeans(movie),
                batch.wanted().ratersOf().includes(question.movie(), known.ratings())
                        ? listing.raters(batch.cut(), movie, scratch.raters)
                        : Raters.NONE);
    }

    private KnownMovie knownMovie(MovieFacts facts, long tally) {
        return new KnownMovie(
                facts.releaseYear(),
                facts.title(),
                arrays.eras().of(facts.releaseYear()),
                arrays.codes.tally(MovieTallies.count(tally), MovieTallies.codeSum(tally)));
    }

    private int[] customers(List<Question> questions) {
        int[] customers = new int[questions.size()];
        for (int i = 0; i < customers.length; i++) {
            customers[i] = arrays.customers.find(questions.get(i).customer().value());
        }
        return customers;
    }

    private int[] movies(List<Question> questions) {
        int[] movies = new int[questions.size()];
        for (int i = 0; i < movies.length; i++) {
            movies[i] = arrays.movies.find(questions.get(i).movie().value());
        }
        return movies;
    }

    private List<Tally> tallies(long[] totals) {
        List<Tally> tallies = new ArrayList<>(totals.length / 2);
        for (int era = 0; era < totals.length; era += 2) {
            tallies.add(arrays.codes.tally(totals[era], totals[era + 1]));
        }
        return tallies;
    }
}
