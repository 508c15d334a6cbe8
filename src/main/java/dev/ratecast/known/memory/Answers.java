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
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers batches of questions, each batch at one {@link Cut}. */
final class Answers {
    private final RatingArrays arrays;
    private final NeighborSearch neighbors;
    private final Listing listing;

    Answers(RatingArrays arrays) {
        this.arrays = arrays;
        this.neighbors = new NeighborSearch(arrays);
        this.listing = new Listing(arrays);
    }

    /** A batch under way. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Batch(
            Cut cut,
            List<Question> questions,
            int[] customers,
            int[] movies,
            @Nullable MovieFacts[] named,
            List<Tally> allByEra,
            Wanted wanted,
            Scratch scratch) {}

    /**
     * What an answer says about the customer; shared by questions in a row about the same one.
     *
     * @param together the neighbors' ratings of all movies asked about, null where each is looked up alone
     */
    private record Asker(History history, List<Tally> byEra, @Nullable CatalogueTallies together) {}

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
        @Nullable MovieFacts[] named = new MovieFacts[movies.length];
        for (int i = 0; i < movies.length; i++) {
            named[i] = movies[i] == IdIndex.NONE ? null : cut.facts(movies[i]);
        }
        Batch batch = new Batch(
                cut, questions, customers, movies, named, arrays.codes.tallies(cut.byEraOfAll()), wanted, scratch);
        List<KnownFacts> facts = new ArrayList<>(questions.size());
        for (int first = 0; first < customers.length; ) {
            int end = first + 1;
            while (end < customers.length && customers[end] == customers[first]) {
                end++;
            }
            if (!ofOne) {
                copyRatings(cut, customers[first], scratch.own);
            }
            Asker asker = asker(batch, first, end);
            for (int i = first; i < end; i++) {
                facts.add(facts(batch, asker, i));
            }
            first = end;
        }
        return facts;
    }

    /** Whether this is little work, as far as counts tell; they may be of different states. */
    boolean isQuick(Question question) {
        int customer = arrays.customers.find(question.customer().value());
        int movie = arrays.movies.find(question.movie().value());
        return customer == IdIndex.NONE || movie == IdIndex.NONE || neighbors.isQuick(customer, movie);
    }

    /** The known movies of at least so many ratings that a customer has not rated, by ascending id. */
    List<MovieId> unrated(CustomerId asker, long minRatings, Scratch scratch) {
        int customer = arrays.customers.find(asker.value());
        Cut cut = arrays.cut();
        if (arrays.customers.find(asker.value()) != customer) {
            throw new StaleCutException();
        }
        scratch.figures.begin();
        scratch.figures.addAll();
        scratch.figures.putBack(cut);
        copyRatings(cut, customer, scratch.own);
        int movies = arrays.movies.limit();
        byte[] codeOf = scratch.spread(scratch.own, movies);
        long[] ids = IntStream.range(0, movies)
                .filter(movie -> codeOf[movie] == Codes.NONE
                        && cut.facts(movie) != null
                        && MovieTallies.count(scratch.figures.tally(movie)) >= minRatings)
                .mapToLong(arrays.movies::idOf)
                .sorted()
                .toArray();
        scratch.clear(scratch.own);
        return Arrays.stream(ids).mapToObj(MovieId::new).toList();
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

    /** A customer whose ratings have been copied, and who is asked about from one question to another. */
    private Asker asker(Batch batch, int first, int end) {
        Scratch scratch = batch.scratch();
        int customer = batch.customers()[first];
        CatalogueTallies together = batch.wanted().nearest() > 0
                ? null
                : neighbors.together(
                        batch.cut(),
                        customer,
                        batch.questions().get(first).customer().value(),
                        scratch.own,
                        Arrays.copyOfRange(batch.movies(), first, end),
                        scratch);
        return new Asker(
                listing.history(batch.cut(), scratch.own, scratch.figures),
                arrays.codes.tallies(batch.cut().byEra(scratch.own)),
                together);
    }

    private KnownFacts facts(Batch batch, Asker asker, int place) {
        Question question = batch.questions().get(place);
        MovieFacts named = batch.named()[place];
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
        int movie = batch.movies()[place];
        Scratch scratch = batch.scratch();
        KnownMovie known = knownMovie(named, scratch.figures.tally(movie));
        int own = asker.history().find(question.movie());
        CatalogueTallies together = asker.together();
        Neighborhood neighborhood = together != null && own < 0
                ? new Neighborhood(together.tally(movie), List.of())
                : neighbors.of(
                        batch.cut(),
                        batch.customers()[place],
                        question.customer().value(),
                        scratch.own,
                        movie,
                        batch.wanted().nearest(),
                        scratch);
        return new KnownFacts(
                question,
                asker.byEra(),
                own < 0 ? null : asker.history().units(own),
                known,
                batch.allByEra(),
                neighborhood,
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
}
