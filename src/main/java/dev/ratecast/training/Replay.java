package dev.ratecast.training;

import dev.ratecast.factor.AlternatingLeastSquares;
import dev.ratecast.factor.FactorSample;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Walks ratings in time order: before each one is applied, its features are computed from what is known then, with
 * factors fitted on what was known when they were last due. A replay starts with no known ratings, and runs once.
 *
 * <p>Facts are read between two events, those of many questions on all cores; the features of many are then computed on
 * all cores, while the listener hears of them in order.
 */
public final class Replay {
    private static final int QUESTIONS_AT_ONCE = 4096;

    /** As many as one thread asks together. */
    private static final int FACTS_AT_ONCE = 32;

    private final FeatureAssembler assembler;
    private final ReplayState state;
    private final RefreshRule rule;
    private final AlternatingLeastSquares fitting;
    private final PendingFeatures pending;

    private Factors factors = Factors.NONE;
    private long latest;
    private int refreshes;

    public Replay(FeatureAssembler assembler, ReplayState state, RefreshRule rule, AlternatingLeastSquares fitting) {
        this.assembler = assembler;
        this.state = state;
        this.rule = rule;
        this.fitting = fitting;
        this.pending = new PendingFeatures(assembler);
    }

    /** Computes the features. */
    public FeatureAssembler assembler() {
        return assembler;
    }

    /** What it has made known. */
    public ReplayState state() {
        return state;
    }

    /** When factors are due. */
    RefreshRule rule() {
        return rule;
    }

    /** The factors fitted last. */
    public Factors factors() {
        return factors;
    }

    /**
     * Replays places {@code from} to {@code to} of a time order; whatever was replayed before is known.
     *
     * @param asked the places whose features are wanted
     */
    public void run(
            RatingLog log,
            int[] timeOrder,
            int from,
            int to,
            WithinDay withinDay,
            IntPredicate asked,
            Listener listener) {
        for (int start = from; start < to; ) {
            int end = withinDay == WithinDay.SEQUENTIAL ? start + 1 : WithinDay.endOfDay(log, timeOrder, start, to);
            refreshIfDue(listener);
            ask(log, timeOrder, start, end, asked, listener);
            for (int place = start; place < end; place++) {
                state.apply().accept(log.event(timeOrder[place]));
                latest = Math.max(latest, log.ratedAt(timeOrder[place]));
            }
            listener.onKnown(end);
            start = end;
        }
        pending.flush(listener);
    }

    /** Makes places known, and computes nothing. */
    public void applyOnly(RatingLog log, int[] order, int from, int to) {
        for (int place = from; place < to; place++) {
            state.apply().accept(log.event(order[place]));
            latest = Math.max(latest, log.ratedAt(order[place]));
        }
    }

    /** Computes features of places from what is known now, with factors fitted on just that; makes none of them known. */
    public void askOnly(RatingLog log, int[] order, int from, int to, IntPredicate asked, Listener listener) {
        long known = state.size().getAsLong();
        if (known != factors.ratings() && rule.due(0, 0, known, latest)) {
            refresh(listener);
        }
        ask(log, order, from, to, asked, listener);
        pending.flush(listener);
    }

    private void refreshIfDue(Listener listener) {
        if (rule.due(factors.ratings(), factors.latest(), state.size().getAsLong(), latest)) {
            refresh(listener);
        }
    }

    private void refresh(Listener listener) {
        refreshes++;
        listener.onFactorsDue();
        FactorSample sample = FactorSample.of(state.matrix().get(), rule.maxRatings());
        factors = fitting.fit(sample, "replay-" + refreshes, latest);
        listener.onFactorsFitted();
    }

    private void ask(RatingLog log, int[] timeOrder, int from, int to, IntPredicate asked, Listener listener) {
        List<PendingFeatures.Row> rows = new ArrayList<>();
        for (int place = from; place < to; place++) {
            int row = timeOrder[place];
            if (!log.withdrawn(row) && asked.test(place)) {
                MovieFacts movie = log.facts(row);
                Question question = new Question(new CustomerId(log.customer(row)), movie.movie());
                Occasion occasion = new Occasion(log.ratedAt(row), movie.releaseYear(), movie.title());
                rows.add(new PendingFeatures.Row(place, question, occasion));
            }
            if (rows.size() == QUESTIONS_AT_ONCE || (place == to - 1 && !rows.isEmpty())) {
                answer(rows, listener);
                rows.clear();
            }
        }
    }

    private void answer(List<PendingFeatures.Row> rows, Listener listener) {
        List<KnownFacts> facts = rows.size() <= FACTS_AT_ONCE ? factsOf(rows) : factsByCustomer(rows);
        pending.add(rows, facts, factors, listener);
    }

    /** Asks on all cores, nothing being applied meanwhile; a customer's questions go together, so that they share work. */
    private List<KnownFacts> factsByCustomer(List<PendingFeatures.Row> rows) {
        List<Integer> byCustomer = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        i -> rows.get(i).question().customer().value()))
                .toList();
        List<List<Integer>> portions = IntStream.rangeClosed(0, (rows.size() - 1) / FACTS_AT_ONCE)
                .mapToObj(portion -> byCustomer.subList(
                        portion * FACTS_AT_ONCE, Math.min(rows.size(), (portion + 1) * FACTS_AT_ONCE)))
                .toList();
        KnownFacts[] facts = new KnownFacts[rows.size()];
        portions.parallelStream().forEach(portion -> {
            List<KnownFacts> answers = factsOf(portion.stream().map(rows::get).toList());
            for (int i = 0; i < answers.size(); i++) {
                facts[portion.get(i)] = answers.get(i);
            }
        });
        return List.of(facts);
    }

    private List<KnownFacts> factsOf(List<PendingFeatures.Row> rows) {
        List<Question> questions =
                rows.stream().map(PendingFeatures.Row::question).toList();
        return state.known().facts(questions, assembler.wanted(factors, 0));
    }

    /** Told about each row that was asked for, in order, and about progress. */
    public interface Listener {
        /**
         * A rating's features, from before it was known.
         *
         * @param place where it stands in the time order
         */
        void onFeatures(int place, FeatureVector features);

        /** All places before {@code end} are known; features of some of them may still be on their way. */
        default void onKnown(int end) {}

        /** Factors are about to be fitted. */
        default void onFactorsDue() {}

        /** They are fitted. */
        default void onFactorsFitted() {}
    }
}
